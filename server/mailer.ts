import { createTransport } from 'nodemailer';
import type { Config } from '@/lib/config';
import type { Mailer } from '@/lib/services/deliver-link';

/** Mail by SMTP; `null` when no server is configured. */
export function createMailer({ smtp }: Pick<Config, 'smtp'>): Mailer | null {
  if (smtp === null) return null;
  const transport = createTransport(smtp.url, { from: smtp.from });
  return {
    async send(mail) {
      await transport.sendMail(mail);
    },
  };
}
