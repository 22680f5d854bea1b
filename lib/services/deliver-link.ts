import type { Log } from '@/lib/log';
import type { PersonLink } from './person-link';

/** Sends mail; absent where no mail server is configured. */
export interface Mailer {
  send(mail: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>;
}

/** How a link reached its person: by mail, or through whoever made it, who sees it this once. */
export type Delivery =
  | { readonly sent: true }
  | { readonly sent: false; readonly url: string; readonly expiresAt: number };

const SUBJECT = {
  invite: 'Undangan ke Smart Market Platform · Invitation',
  reset: 'Kata sandi baru untuk Smart Market Platform · New password',
} as const;

/**
 * Brings a link to its person. The token travels in the fragment, which browsers do not send to servers, so no
 * log can hold it. When mail cannot be sent, the caller gets the link.
 *
 * @param origin public address of this platform
 */
export async function deliverLink(
  deps: { readonly mailer: Mailer | null; readonly log: Log },
  to: { readonly email: string; readonly name: string },
  link: PersonLink,
  origin: string,
): Promise<Delivery> {
  const url = `${origin.replace(/\/$/, '')}/tautan#${link.token}`;
  const byHand: Delivery = { sent: false, url, expiresAt: link.expiresAt };
  if (deps.mailer === null) return byHand;
  const until = new Date(link.expiresAt).toISOString().replace('T', ' ').slice(0, 16);
  const text = `${to.name},

Buka tautan ini untuk memilih kata sandi. Tautan berlaku sekali, sampai ${until} UTC.
Open this link to choose a password. It works once, until ${until} UTC.

${url}

Abaikan surat ini bila Anda tidak menunggunya. · Ignore this mail if you did not expect it.
`;
  try {
    await deps.mailer.send({ to: to.email, subject: SUBJECT[link.purpose], text });
    return { sent: true };
  } catch (err) {
    deps.log.warn({ err }, 'a mail could not be sent');
    return byHand;
  }
}
