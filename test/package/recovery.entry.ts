export { parseSignature } from '../../lib/ethereum/parseSignature';
export { recoverFromText, recoverFromTypedData } from '../../lib/ethereum/recoverAccount';
