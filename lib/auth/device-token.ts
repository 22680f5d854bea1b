import { createSigner, createVerifier } from 'fast-jwt';
import { SmpError } from '@/lib/errors';

const ISSUER = 'smp';
const AUDIENCE = 'smp-device';
/** Our own tokens have some 250 characters; what is much longer is not one of them. */
const MAX_TOKEN_LENGTH = 1_024;

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
  // Time is checked below against the platform's clock, so the verifier may keep what it has verified.
  const check = createVerifier({
    key: secret,
    algorithms: ['HS256'],
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    checkTyp: 'JWT',
    cache: 10_000,
    ignoreExpiration: true,
    ignoreNotBefore: true,
  });
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
      const claims = token.length <= MAX_TOKEN_LENGTH ? safely(() => toClaims(check(token))) : null;
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
  const { sub, ver, jti, exp } = payload as Record<string, unknown>;
  if (typeof sub !== 'string' || typeof ver !== 'number') return null;
  if (typeof jti !== 'string' || typeof exp !== 'number') return null;
  return { deviceId: sub, version: ver, tokenId: jti, expiresAt: exp * 1000 };
}
