import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { type Actor, actorId } from '@/lib/auth/actor';
import { commitTo, SALT_BYTES } from '@/lib/ledger/commitment';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { saltOf } from '@/lib/store/ledger/salts';

/** How an actor stands in a leaf: `system` for the platform, a salted commitment for everybody else. */
export async function actorInLeaf(client: PoolClient, actor: Actor): Promise<string> {
  if (actor.kind === 'job') return 'system';
  const subject = `${actor.kind}:${actorId(actor)}`;
  const salt = await saltOf(client, subject, randomBytes(SALT_BYTES));
  return commitTo(nodeSha256, salt, subject);
}
