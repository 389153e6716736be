import type { BoundedCache } from '../cache/BoundedCache';
import { type Account, toChecksumAddress } from '../ethereum/account';
import { recoverTextSigner, recoverTypedDataSigner } from '../ethereum/signature';
import { formatSiweMessage } from '../ethereum/siweMessage';
import { sha256 } from '../keys/digest';
import type { Site } from '../provider/Site';
import { addSeconds, type UnixSeconds } from '../time/UnixSeconds';
import { CHALLENGE_LIFETIME_SECONDS } from './challenge';
import { hashChallenge } from './hashChallenge';
import type { MessageForm } from './MessageForm';
import { type CodeTypedData, makeTypedData } from './makeTypedData';
import type { SignedChallenge } from './SignedChallenge';
import { type Occasion, writeSentence } from './writeSentence';

/** What a message says, besides who signs it and when. */
export interface MessageSubject {
	readonly form: MessageForm;
	readonly occasion: Occasion;
	/** When the challenge was made. */
	readonly issuedAt: UnixSeconds;
	readonly site: Site;
}

/**
 * What a wallet is asked to sign, to be filled in by its owner: typed data with an empty account, timestamp 0
 * and chain 0; or a text with `{address}` (EIP-55), `{chainId}` (decimal) and `{issuedAt}` (RFC 3339) in it.
 */
export type UnsignedMessage = { readonly typedData: CodeTypedData } | { readonly message: string };

/** The message for a challenge, not yet filled in. */
export function makeUnsignedMessage(challenge: string, subject: MessageSubject): UnsignedMessage {
	if (subject.form.kind === 'siwe') {
		const blanks = { address: '{address}', chainId: '{chainId}', issuedAt: '{issuedAt}' };
		return { message: formatSiweMessage({ ...siweFields(challenge, subject), ...blanks }) };
	}
	const nobody = { account: '', timestamp: 0, chainId: 0 };
	return { typedData: makeTypedData(typedFields(challenge, subject), nobody) };
}

/**
 * Recovers who signed the message for this challenge, or undefined when nobody can have.
 *
 * It is the most expensive step of a login, depends on nothing but its input, and is needed twice: when the wallet
 * has answered, and when the code comes back.
 * @param signers the cache of this process
 */
export function recoverSigner(
	signed: SignedChallenge,
	subject: MessageSubject,
	signers: BoundedCache<string, Account | undefined>,
): Account | undefined {
	const input = sha256(JSON.stringify([signed, subject]));
	if (signers.has(input)) {
		return signers.get(input);
	}
	const signer = recover(signed, subject);
	signers.set(input, signer);
	return signer;
}

function recover(signed: SignedChallenge, subject: MessageSubject): Account | undefined {
	const { challenge, signature, ...signer } = signed;
	if (subject.form.kind === 'siwe') {
		const message = formatSiweMessage({
			...siweFields(challenge, subject),
			address: toChecksumAddress(signer.account),
			chainId: String(signer.chainId),
			issuedAt: dateTime(signer.timestamp),
		});
		return recoverTextSigner(message, signature);
	}
	return recoverTypedDataSigner(makeTypedData(typedFields(challenge, subject), signer), signature);
}

function typedFields(challenge: string, { occasion, form, site }: MessageSubject) {
	return { challenge, action: writeSentence(occasion, form, site), site };
}

function siweFields(challenge: string, { occasion, form, issuedAt, site }: MessageSubject) {
	return {
		domain: new URL(site.url).host,
		statement: writeSentence(occasion, form, site),
		uri: site.url,
		nonce: hashChallenge(challenge),
		expirationTime: dateTime(addSeconds(issuedAt, CHALLENGE_LIFETIME_SECONDS)),
	};
}

/** RFC 3339, in UTC. */
function dateTime(time: UnixSeconds): string {
	return new Date(time * 1000).toISOString();
}
