import type { IEmail } from '@rocket.chat/apps-engine/definition/email';
import type { EmailBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { BridgeHost } from './bridgeHost';

/** Mail that apps send is kept with the workspace's own. */
export function emailBridge({ engine, mails, clock }: BridgeHost): EmailBridge {
	class Email extends engine.bridges.EmailBridge {
		protected async sendEmail({ to, subject, text, html }: IEmail): Promise<void> {
			const sentAt = new Date(await clock.now());
			for (const address of [to].flat()) {
				await mails.send({ to: address, subject, text: text ?? html ?? '', sentAt });
			}
		}
	}

	return new Email();
}
