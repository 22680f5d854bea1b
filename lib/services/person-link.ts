import { createHash, randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { insertLink, type LinkPurpose } from '@/lib/store/people/links';

const HOUR_MS = 3_600_000;
const VALID_MS: Readonly<Record<LinkPurpose, number>> = { invite: 72 * HOUR_MS, reset: 2 * HOUR_MS };

/** A link that lets its bearer choose a password, once. */
export interface PersonLink {
  readonly purpose: LinkPurpose;
  readonly token: string;
  readonly expiresAt: number;
}

/** Makes a link of 256 random bits inside the caller's transaction; only its hash is kept. */
export async function makeLink(
  client: PoolClient,
  userId: string,
  purpose: LinkPurpose,
  at: number,
): Promise<PersonLink> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = at + VALID_MS[purpose];
  await insertLink(client, { hash: hashLink(token), userId, purpose, createdAt: at, expiresAt });
  return { purpose, token, expiresAt };
}

export function hashLink(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
