import { createTransport } from 'nodemailer';
import type { Config } from '@/lib/config';
import type { Mailer } from '@/lib/services/deliver-link';

/** An administrator waits for the answer, ms. */
const PATIENCE = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 15_000 };

/** Mail by SMTP; `null` when no server is configured. */
export function createMailer({ smtp }: Pick<Config, 'smtp'>): Mailer | null {
  if (smtp === null) return null;
  const transport = createTransport({ url: smtp.url, ...PATIENCE }, { from: smtp.from });
  return {
    async send(mail) {
      await transport.sendMail(mail);
    },
  };
}
