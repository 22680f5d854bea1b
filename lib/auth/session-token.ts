import { createHmac } from 'node:crypto';
import { createSigner, createVerifier } from 'fast-jwt';

const ISSUER = 'smp';
const AUDIENCE = 'smp-session';
/** Ours have some 300 characters. */
const MAX_TOKEN_LENGTH = 1_024;

/** What the cookie of a signed-in person says. Whether the session still lives is asked of the database. */
export interface SessionClaims {
  readonly userId: string;
  readonly sessionId: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

export interface SessionTokens {
  issue(claims: SessionClaims): string;
  /** `null` for anything but a session of ours that is valid at `now`. */
  open(token: string, now: number): SessionClaims | null;
}

/** HS256 only, with a key of its own: neither a device token nor an API token can pass for a session. */
export function createSessionTokens(secret: string): SessionTokens {
  const key = createHmac('sha256', secret).update('smp session token v1').digest('hex');
  const sign = createSigner({ key, algorithm: 'HS256', iss: ISSUER, aud: AUDIENCE, noTimestamp: true });
  const check = createVerifier({
    key,
    algorithms: ['HS256'],
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    checkTyp: 'JWT',
    requiredClaims: ['iss', 'aud'],
    ignoreExpiration: true,
  });
  return {
    issue: ({ userId, sessionId, expiresAt }) =>
      sign({ sub: userId, sid: sessionId, exp: Math.floor(expiresAt / 1000) }),
    open(token, now) {
      if (token.length > MAX_TOKEN_LENGTH) return null;
      try {
        const claims = toClaims(check(token));
        return claims !== null && claims.expiresAt > now ? claims : null;
      } catch {
        return null;
      }
    },
  };
}

function toClaims(payload: unknown): SessionClaims | null {
  const { sub, sid, exp, nbf } = payload as Record<string, unknown>;
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null;
  return nbf === undefined ? { userId: sub, sessionId: sid, expiresAt: exp * 1000 } : null;
}
