export { recoverPersonalSignature } from '@metamask/eth-sig-util/personal-sign';
export { recoverTypedSignature } from '@metamask/eth-sig-util/sign-typed-data';
