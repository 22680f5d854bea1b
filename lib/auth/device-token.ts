import { createSigner, createVerifier } from 'fast-jwt';
import { SmpError } from '@/lib/errors';

const ISSUER = 'smp';
const AUDIENCE = 'smp-device';
/** Our own tokens have some 250 characters; what is much longer is not one of them. */
const MAX_TOKEN_LENGTH = 1_024;
const MAX_KEPT = 10_000;

export interface DeviceClaims {
  readonly deviceId: string;
  /** Tokens of a version below the device's own are worthless. */
  readonly version: number;
  /** Unique name of this token. */
  readonly tokenId: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

export interface DeviceTokens {
  issue(claims: DeviceClaims, issuedAt: number): string;
  /** @throws SmpError UNAUTHENTICATED for anything but a token of ours that is valid at `now` */
  verify(token: string, now: number): DeviceClaims;
}

/** HS256 only; issuer, audience and type are part of what must match. */
export function createDeviceTokens(secret: string): DeviceTokens {
  const sign = createSigner({
    key: secret,
    algorithm: 'HS256',
    iss: ISSUER,
    aud: AUDIENCE,
    noTimestamp: true,
  });
  const check = createVerifier({
    key: secret,
    algorithms: ['HS256'],
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    checkTyp: 'JWT',
    // A claim that is absent is not compared, so it has to be asked for.
    requiredClaims: ['iss', 'aud'],
    ignoreExpiration: true,
    ignoreNotBefore: true,
  });
  // A device shows the same token thousands of times. What was verified is kept; its time is checked anew.
  const verified = new Map<string, DeviceClaims>();
  const claimsOf = (token: string): DeviceClaims | null => {
    const held = verified.get(token);
    if (held !== undefined) return held;
    const claims = token.length <= MAX_TOKEN_LENGTH ? safely(() => toClaims(check(token))) : null;
    if (claims !== null) {
      if (verified.size >= MAX_KEPT) verified.clear();
      verified.set(token, claims);
    }
    return claims;
  };
  return {
    issue: (claims, issuedAt) =>
      sign({
        sub: claims.deviceId,
        ver: claims.version,
        jti: claims.tokenId,
        iat: Math.floor(issuedAt / 1000),
        exp: Math.floor(claims.expiresAt / 1000),
      }),
    verify(token, now) {
      const claims = claimsOf(token);
      if (claims === null)
        throw new SmpError('UNAUTHENTICATED', 'This is not a device token of this platform.');
      if (claims.expiresAt <= now) {
        throw new SmpError(
          'UNAUTHENTICATED',
          'The device token has expired; renew it at POST /api/auth/token.',
        );
      }
      return claims;
    },
  };
}

function safely(read: () => DeviceClaims | null): DeviceClaims | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function toClaims(payload: unknown): DeviceClaims | null {
  const { sub, ver, jti, exp, nbf } = payload as Record<string, unknown>;
  // Our tokens hold from the moment they are issued.
  if (nbf !== undefined) return null;
  if (typeof sub !== 'string' || typeof ver !== 'number') return null;
  if (typeof jti !== 'string' || typeof exp !== 'number') return null;
  return { deviceId: sub, version: ver, tokenId: jti, expiresAt: exp * 1000 };
}
