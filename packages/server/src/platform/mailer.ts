import type { Logger } from './logger.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** @throws Error when the server did not take it */
  send(mail: Mail): Promise<void>;
}

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…` */
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 15_000;

/** Sends plain-text mail through the operator's own server. */
export function createMailer(settings: SmtpSettings, logger: Logger): Mailer {
  return {
    async send({ to, subject, text }) {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        url: settings.url,
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
      });
      try {
        await transport.sendMail({ from: settings.from, to, subject: oneLine(subject), text });
        logger.info({ subject: oneLine(subject) }, 'mail sent');
      } finally {
        transport.close();
      }
    },
  };
}

/** Names of people and organizations get into subjects. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
