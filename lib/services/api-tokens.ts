import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { isRole, type TokenActor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import type { Db } from '@/lib/store/prisma-client';

const PREFIX = 'smp_';
const SHOWN = 12;

export interface CreatedToken {
  readonly id: string;
  /** Shown once; only its hash is kept. */
  readonly token: string;
  /** How lists name it. */
  readonly prefix: string;
}

/** A fresh token of 256 random bits, with what is kept of it. */
export function newApiToken(): CreatedToken & { readonly hash: Uint8Array<ArrayBuffer> } {
  const token = PREFIX + randomBytes(32).toString('base64url');
  return { id: randomUUID(), token, prefix: token.slice(0, SHOWN), hash: hashOf(token) };
}

/**
 * Makes an API token for the whole nation, without an audit row: for tests and tools that own the database. People
 * use `issueToken`.
 *
 * @throws SmpError INVALID for a role that does not exist
 */
export async function createApiToken(
  db: Db,
  input: { readonly role: string; readonly name: string; readonly expiresAt: Date | null },
): Promise<CreatedToken> {
  if (!isRole(input.role)) throw unknownRole(input.role);
  const { id, token, prefix, hash } = newApiToken();
  const { role, name, expiresAt } = input;
  await db.apiToken.create({ data: { id, prefix, hash, name, role, expiresAt } });
  return { id, token, prefix };
}

export function unknownRole(role: string): SmpError {
  const message = 'Use admin, auditor, analyst or another known role.';
  return new SmpError('INVALID', `There is no role "${role}".`, {
    errors: [{ field: 'role', code: 'unknown_role', message }],
  });
}

/** Nobody has to know to the second when a token was last used. */
const USED_EVERY_MS = 60_000;

/** Who an API token speaks for. @throws SmpError UNAUTHENTICATED when it is unknown, expired or revoked */
export async function authenticateApiToken(db: Db, token: string, now: number): Promise<TokenActor> {
  const row = token.startsWith(PREFIX)
    ? await db.apiToken.findUnique({ where: { hash: hashOf(token) } })
    : null;
  const expired = row?.expiresAt != null && row.expiresAt.getTime() <= now;
  if (row === null || row.revokedAt !== null || expired || !isRole(row.role)) {
    throw new SmpError('UNAUTHENTICATED', 'This is not a valid API token.');
  }
  if (row.lastUsedAt === null || row.lastUsedAt.getTime() + USED_EVERY_MS <= now)
    await db.apiToken.update({ where: { id: row.id }, data: { lastUsedAt: new Date(now) } });
  const { id, role, scopes, marketId, regionId, userId } = row;
  return { kind: 'api-token', tokenId: id, role, scopes, marketId, regionId, issuerId: userId };
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
