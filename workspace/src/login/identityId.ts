import { type Identity, isIdentity } from './fieldTemplate';

type Rule = (identity: Identity) => Identity;

/** Takes the id from this key, unless there is one already. */
const idFrom =
	(key: string): Rule =>
	(identity) =>
		identity[key] && !identity.id ? { ...identity, id: identity[key] } : identity;

/** Reddit wraps everything; so a claim named `result` replaces the whole identity. */
const unwrapResult: Rule = (identity) => (isIdentity(identity.result) ? identity.result : identity);

const dataporten: Rule = (identity) => {
	const { user } = identity;
	if (!isIdentity(user) || !user.userid || identity.id) {
		return identity;
	}
	const secondary: unknown = Array.isArray(user.userid_sec) ? user.userid_sec[0] : undefined;
	return { ...identity, id: secondary || user.userid, email: user.email };
};

const xenforo: Rule = (identity) => {
	const { user } = identity;
	if (!isIdentity(user) || !user.user_id || identity.id) {
		return identity;
	}
	return { ...identity, id: user.user_id, email: user.user_email };
};

const openshift: Rule = (identity) => {
	const { metadata } = identity;
	if (identity.id || !isIdentity(metadata) || !metadata.uid) {
		return identity;
	}
	return { ...identity, id: metadata.uid, name: identity.fullName };
};

const nextcloud: Rule = (identity) => {
	const data = isIdentity(identity.ocs) ? identity.ocs.data : undefined;
	if (identity.id || !isIdentity(data) || !data.id) {
		return identity;
	}
	return { ...identity, id: data.id, name: data.displayname, email: data.email };
};

const firstOfEmails: Rule = (identity) => {
	if (identity.email || !Array.isArray(identity.emails) || identity.emails.length === 0) {
		return identity;
	}
	const [first]: unknown[] = identity.emails;
	return { ...identity, email: isIdentity(first) && first.address ? first.address : undefined };
};

/** In Rocket.Chat's order: the first rule that finds an id wins. */
const RULES: Rule[] = [
	idFrom('_id'),
	unwrapResult,
	idFrom('ID'),
	idFrom('user_id'),
	idFrom('CharacterID'),
	dataporten,
	xenforo,
	idFrom('phid'),
	idFrom('sub'),
	openshift,
	idFrom('userid'),
	nextcloud,
	firstOfEmails,
];

/**
 * Finds the service's id for a user (the first of `id`, `_id`, `ID`, `user_id`, … `sub`, …) and puts it
 * into `id`, with the reinterpretations of `result`, `user`, `metadata`, `ocs` and `emails` on the way.
 */
export function findIdentityId(identity: Identity): Identity {
	return RULES.reduce((current, rule) => rule(current), identity);
}
