/** With https, browsers refuse this name unless it is Secure, for this host only and for the whole site. */
const SECURE_NAME = '__Host-smp-session';
const PLAIN_NAME = 'smp-session';

export function sessionCookieName(secure: boolean): string {
  return secure ? SECURE_NAME : PLAIN_NAME;
}

/** The session token in a `cookie` header; `null` without one. */
export function readSessionCookie(header: string | null, secure: boolean): string | null {
  const start = `${sessionCookieName(secure)}=`;
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start));
  return found === undefined ? null : found.slice(start.length);
}
