import type { Log } from '@/lib/log';
import type { PersonLink } from './person-link';

/** Sends mail; absent where no mail server is configured. */
export interface Mailer {
  send(mail: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>;
}

/** How a link reached its person: by mail, or through whoever made it, who sees it this once. */
export type Delivery =
  | { readonly sent: true }
  | {
      readonly sent: false;
      /** True when a mail server is there and did not take it. */
      readonly tried: boolean;
      readonly url: string;
      readonly expiresAt: number;
    };

const SUBJECT = {
  invite: 'Undangan ke Smart Market Platform · Invitation',
  reset: 'Kata sandi baru untuk Smart Market Platform · New password',
} as const;

const OPENING = {
  invite: `Anda diundang ke Smart Market Platform. Buka tautan ini untuk memilih kata sandi.
You are invited to the Smart Market Platform. Open this link to choose a password.`,
  reset: `Buka tautan ini untuk memilih kata sandi baru.
Open this link to choose a new password.`,
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
  const { expiresAt } = link;
  if (deps.mailer === null) return { sent: false, tried: false, url, expiresAt };
  const until = new Date(link.expiresAt).toISOString().replace('T', ' ').slice(0, 16);
  const text = `${to.name},

${OPENING[link.purpose]}
Berlaku sekali, sampai ${until} UTC. · It works once, until ${until} UTC.

${url}

Abaikan surat ini bila Anda tidak menunggunya. · Ignore this mail if you did not expect it.
`;
  try {
    await deps.mailer.send({ to: to.email, subject: SUBJECT[link.purpose], text });
    return { sent: true };
  } catch (err) {
    deps.log.warn({ err }, 'a mail could not be sent');
    return { sent: false, tried: true, url, expiresAt };
  }
}
