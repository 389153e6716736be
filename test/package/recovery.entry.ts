export { parseSignature, recoverTextSigner, recoverTypedDataSigner } from '../../lib/signature';
