import { createTransport } from 'nodemailer';
import { senderOf, toHtml, toText } from '../message.ts';
import { type Channel, DeliveryError } from './channel.ts';

interface MailSettings {
  SMTP_URL: string;
  MAIL_FROM: string | undefined;
  PUBLIC_URL: string;
}

const TIMEOUT_MS = 15_000;

/** What the server answered, as a code: 'EENVELOPE 550'. */
function toDeliveryError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const response = 'responseCode' in error ? Number(error.responseCode) : 0;
  const code = [error.code, response || ''].join(' ').trim();
  const refused = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return new DeliveryError(code, refused && response >= 500);
}

/** Mail by SMTP. */
export function mailChannel(config: MailSettings): Channel {
  const from = senderOf(config);
  const host = new URL(config.PUBLIC_URL).hostname;
  const transport = createTransport(config.SMTP_URL, {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  } as object);
  return {
    reaches: ({ email }) => email !== null,
    async deliver({ id, to, message }) {
      try {
        await transport.sendMail({
          messageId: `<${id}@${host}>`,
          from: { name: from.name, address: from.email },
          to: { name: to.name, address: to.email ?? '' },
          subject: message.subject,
          text: toText(message),
          html: toHtml(message, to.language),
          headers: { 'Content-Language': to.language, 'Auto-Submitted': 'auto-generated' },
          icalEvent: message.calendar && { ...message.calendar, filename: 'consult.ics' },
        });
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
  };
}

/** The demonstration's mail: it goes nowhere, and the mailbox page shows what would have gone. */
export const mailboxChannel: Channel = {
  reaches: ({ email }) => email !== null,
  deliver: async () => {},
};
