import { type Account, toChecksumAddress } from '../ethereum/account';
import { formatSiweMessage } from '../ethereum/formatSiweMessage';
import { recoverFromText, recoverFromTypedData } from '../ethereum/recoverAccount';
import { sha256 } from '../keys/digest';
import type { Context } from '../provider/Context';
import { addSeconds, type UnixSeconds } from '../time/UnixSeconds';
import type { Binding } from './Binding';
import { CHALLENGE_LIFETIME_SECONDS } from './challenge';
import { hashChallenge } from './hashChallenge';
import type { MessageForm } from './MessageForm';
import { type CodeTypedData, makeTypedData } from './makeTypedData';
import type { SignedChallenge } from './SignedChallenge';
import { type SentenceSubject, writeSentence } from './writeSentence';

/** What a challenge's message depends on, besides who signs it and when. */
export interface MessageSource {
	readonly form: MessageForm;
	readonly binding: Binding;
	/** When the challenge was made. */
	readonly issuedAt: UnixSeconds;
}

type MessageContext = Pick<Context, 'site' | 'clients'>;

/**
 * What a wallet is asked to sign, to be filled in by its owner: typed data with an empty account, timestamp 0
 * and chain 0; or a text with `{address}` (EIP-55), `{chainId}` (decimal) and `{issuedAt}` (RFC 3339) in it.
 */
export type UnsignedMessage = { readonly typedData: CodeTypedData } | { readonly message: string };

/** The message for a challenge, not yet filled in. */
export function makeUnsignedMessage(
	challenge: string,
	source: MessageSource,
	context: MessageContext,
): UnsignedMessage {
	if (source.form.kind === 'siwe') {
		const blanks = { address: '{address}', chainId: '{chainId}', issuedAt: '{issuedAt}' };
		return { message: formatSiweMessage({ ...makeSiweFields(challenge, source, context), ...blanks }) };
	}
	const nobody = { account: '', timestamp: 0, chainId: 0 };
	return { typedData: makeTypedData(makeTypedFields(challenge, source, context), nobody) };
}

/**
 * Recovers who signed the message for this challenge, or undefined when nobody can have. It is the most expensive step
 * of a login, depends on nothing but its input, and is needed twice: for `POST authorize`, and when the code comes back.
 */
export function recoverSigner(
	signed: SignedChallenge,
	source: MessageSource,
	context: MessageContext & Pick<Context, 'caches'>,
): Account | undefined {
	const { signers } = context.caches;
	const { site } = context;
	const input = sha256(JSON.stringify([signed, source, findTool(source, context), site]));
	if (signers.has(input)) {
		return signers.get(input);
	}
	const signer = recover(signed, source, context);
	signers.set(input, signer);
	return signer;
}

function recover(
	signed: SignedChallenge,
	source: MessageSource,
	context: MessageContext,
): Account | undefined {
	const { challenge, signature, ...signer } = signed;
	if (source.form.kind === 'siwe') {
		const message = formatSiweMessage({
			...makeSiweFields(challenge, source, context),
			address: toChecksumAddress(signer.account),
			chainId: String(signer.chainId),
			issuedAt: formatDateTime(signer.timestamp),
		});
		return recoverFromText(message, signature);
	}
	return recoverFromTypedData(makeTypedData(makeTypedFields(challenge, source, context), signer), signature);
}

function makeTypedFields(challenge: string, source: MessageSource, context: MessageContext) {
	return { challenge, action: makeSentence(source, context), site: context.site };
}

function makeSiweFields(challenge: string, source: MessageSource, context: MessageContext) {
	const { site } = context;
	return {
		domain: new URL(site.url).host,
		statement: makeSentence(source, context),
		uri: site.url,
		nonce: hashChallenge(challenge),
		expirationTime: formatDateTime(addSeconds(source.issuedAt, CHALLENGE_LIFETIME_SECONDS)),
	};
}

function makeSentence(source: MessageSource, context: MessageContext): string {
	const { purpose } = source.binding;
	return writeSentence({ purpose, tool: findTool(source, context) }, source.form, context.site);
}

function findTool({ binding }: MessageSource, { clients }: MessageContext): SentenceSubject['tool'] {
	const client = clients.find(({ id }) => id === binding.clientId);
	return client?.kind === 'trusted' ? { id: client.id, name: client.name } : undefined;
}

/** RFC 3339, in UTC. */
function formatDateTime(time: UnixSeconds): string {
	return new Date(time * 1000).toISOString();
}
