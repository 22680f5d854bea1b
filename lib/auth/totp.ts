import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** One step to either side: clocks of phones differ. */
const WINDOW = 1;
const ISSUER = 'Smart Market Platform';

function totpOf(secret: Uint8Array, label: string): TOTP {
  const copy = new Uint8Array(secret);
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: new Secret({ buffer: copy.buffer }),
  });
}

/**
 * The time step that a six-digit code belongs to; `null` when it is none of those around `now`.
 *
 * @param now ms since 1970
 */
export function totpStep(secret: Uint8Array, code: string, now: number): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret, '').validate({ token, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_S) + delta;
}

/** What an authenticator app reads from the QR, and what a person types who cannot scan. */
export function totpAddress(
  secret: Uint8Array,
  email: string,
): { readonly uri: string; readonly typed: string } {
  const totp = totpOf(secret, email);
  return { uri: totp.toString(), typed: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') };
}
