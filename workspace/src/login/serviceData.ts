import type { Identity } from './fieldTemplate';

/**
 * What a login service said about a user, as it is stored under `services.<name>`: the transformed identity
 * with the tokens.
 */
export type ServiceData = Identity & { accessToken: string };
