import type { Pool } from 'pg';
import { type Actor, actorId } from '@/lib/auth/actor';
import { canAttest } from '@/lib/auth/ledger-permissions';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { lockHead, withLedger } from '@/lib/store/ledger/append-leaves';
import { actorInLeaf } from './ledger-actor';
import { sealLeaves } from './ledger-seal';

/** A document that an office published, by its hash. */
export interface Statement {
  readonly title: string;
  /** SHA-256 of the document, lower-case hex. */
  readonly documentHash: string;
  readonly issuer: string;
  readonly mediaType?: string;
}

/**
 * Puts a statement into the ledger, with its audit row, in one transaction. Saying the same twice makes two
 * leaves: each says who attested, and when.
 *
 * @returns position of its leaf
 * @throws SmpError FORBIDDEN
 */
export async function attestDocument(
  deps: { readonly pool: Pool; readonly clock: Clock },
  actor: Actor,
  statement: Statement,
): Promise<number> {
  if (!canAttest(actor)) throw new SmpError('FORBIDDEN', 'Only an administrator may attest documents.');
  const at = deps.clock.now();
  return withLedger(deps.pool, async ({ client, append, audit }) => {
    await lockHead(client);
    const leaf = { kind: 'statement', ...statement, at, actor: await actorInLeaf(client, actor) } as const;
    const index = await append(sealLeaves([leaf]));
    await audit({
      at,
      actorKind: actor.kind,
      actorId: actorId(actor),
      action: 'ledger.attest',
      subject: `ledger:${index}`,
      before: null,
      after: statement,
      requestId: null,
    });
    return index;
  });
}
