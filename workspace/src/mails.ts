/** A mail that the workspace would have sent. */
export interface Mail {
	to: string;
	subject: string;
	text: string;
	sentAt: Date;
}

/** The workspace's outgoing mail: kept here instead of being sent. */
export class Mails {
	readonly sent: Mail[] = [];

	send(mail: Mail): void {
		this.sent.push(mail);
	}

	/** The newest mail to an address. */
	lastTo(address: string): Mail | undefined {
		return this.sent.findLast((mail) => mail.to === address);
	}
}
