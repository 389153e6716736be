export { parseSignature, recoverTextSigner, recoverTypedDataSigner } from '../../lib/ethereum/signature';
