import { BoundedCache } from '../cache/BoundedCache';
import { type Account, checksumAddress } from '../ethereum/account';
import { recoverTextSigner, recoverTypedDataSigner } from '../ethereum/signature';
import { siweMessage } from '../ethereum/siweMessage';
import { sha256 } from '../keys/digest';
import type { Site } from '../provider/Site';
import { plus, type UnixSeconds } from '../time/UnixSeconds';
import type { SignedChallenge } from './authorizationCode';
import { CHALLENGE_LIFETIME, nonceOf } from './challenge';
import { type CodeTypedData, codeTypedData, type Signer } from './codeTypedData';
import type { MessageForm } from './MessageForm';
import { type Purpose, signedSentence } from './signedSentence';

/** What a message says, besides who signs it and when. */
export interface MessageSubject extends MessageForm, Purpose {
	/** When the challenge was made. */
	readonly issuedAt: UnixSeconds;
}

/**
 * What a wallet is asked to sign, to be filled in by its owner: typed data with an empty account, timestamp 0
 * and chain 0; or a text with `{address}` (EIP-55), `{chainId}` (decimal) and `{issuedAt}` (RFC 3339) in it.
 */
export type UnsignedMessage = { readonly typedData: CodeTypedData } | { readonly message: string };

/** The message for a challenge at this workspace, not yet filled in. */
export function unsignedMessage(
	challenge: string,
	subject: MessageSubject,
	workspace: Site,
): UnsignedMessage {
	if (subject.kind === 'siwe') {
		const blanks = { address: '{address}', chainId: '{chainId}', issuedAt: '{issuedAt}' };
		return { message: siweMessage({ ...siweFields(challenge, subject, workspace), ...blanks }) };
	}
	return { typedData: typedData(challenge, subject, workspace, { account: '', timestamp: 0, chainId: 0 }) };
}

/** Who signed what, by the hash of all that the message is made of. */
const signers = new BoundedCache<Account | undefined>(4096);

/**
 * Recovers who signed the message for this answer's challenge, or undefined when nobody can have.
 *
 * It is the dearest step of a login, depends on nothing but its input, and is asked for twice: when the wallet has
 * answered, and when the code comes back. A process that has not seen the first recovers anew.
 */
export function recoverSigner(
	answer: SignedChallenge,
	subject: MessageSubject,
	workspace: Site,
): Account | undefined {
	const input = sha256(JSON.stringify([answer, subject, workspace]));
	if (!signers.has(input)) {
		signers.set(input, recoverAnew(answer, subject, workspace));
	}
	return signers.get(input);
}

function recoverAnew(
	{ challenge, signature, ...signer }: SignedChallenge,
	subject: MessageSubject,
	workspace: Site,
): Account | undefined {
	if (subject.kind === 'siwe') {
		const message = siweMessage({
			...siweFields(challenge, subject, workspace),
			address: checksumAddress(signer.account),
			chainId: String(signer.chainId),
			issuedAt: dateTime(signer.timestamp),
		});
		return recoverTextSigner(message, signature);
	}
	return recoverTypedDataSigner(typedData(challenge, subject, workspace, signer), signature);
}

function typedData(challenge: string, subject: MessageSubject, workspace: Site, signer: Signer) {
	return codeTypedData(challenge, workspace, signedSentence(subject, workspace), signer);
}

function siweFields(challenge: string, subject: MessageSubject, workspace: Site) {
	return {
		domain: new URL(workspace.url).host,
		statement: signedSentence(subject, workspace),
		uri: workspace.url,
		nonce: nonceOf(challenge),
		expirationTime: dateTime(plus(subject.issuedAt, CHALLENGE_LIFETIME)),
	};
}

/** RFC 3339, in UTC. */
function dateTime(time: UnixSeconds): string {
	return new Date(time * 1000).toISOString();
}
