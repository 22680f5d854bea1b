import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { isRole, type Role, type TokenActor } from '@/lib/auth/actor';
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

/** Makes an API token with 256 random bits. @throws SmpError INVALID for a role that does not exist */
export async function createApiToken(
  db: Db,
  input: { readonly role: string; readonly name: string; readonly expiresAt: Date | null },
): Promise<CreatedToken> {
  if (!isRole(input.role)) {
    throw new SmpError('INVALID', `There is no role "${input.role}".`, {
      errors: [
        {
          field: 'role',
          code: 'unknown_role',
          message: 'Use admin, auditor, analyst or another known role.',
        },
      ],
    });
  }
  const token = PREFIX + randomBytes(32).toString('base64url');
  const id = randomUUID();
  const prefix = token.slice(0, SHOWN);
  const { role, name, expiresAt } = input;
  await db.apiToken.create({ data: { id, prefix, hash: hashOf(token), name, role, expiresAt } });
  return { id, token, prefix };
}

/** Who an API token speaks for. @throws SmpError UNAUTHENTICATED when it is unknown, expired or revoked */
export async function authenticateApiToken(db: Db, token: string, now: number): Promise<TokenActor> {
  const row = token.startsWith(PREFIX)
    ? await db.apiToken.findUnique({ where: { hash: hashOf(token) } })
    : null;
  const expired = row?.expiresAt != null && row.expiresAt.getTime() <= now;
  if (row === null || row.revokedAt !== null || expired || !isRole(row.role)) {
    throw new SmpError('UNAUTHENTICATED', 'This is not a valid API token.');
  }
  await db.apiToken.update({ where: { id: row.id }, data: { lastUsedAt: new Date(now) } });
  return { kind: 'api-token', tokenId: row.id, role: row.role as Role };
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
