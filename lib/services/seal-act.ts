import { randomBytes } from 'node:crypto';
import { type Actor, actorId } from '@/lib/auth/actor';
import { commitTo, SALT_BYTES } from '@/lib/ledger/commitment';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { AuditAction } from '@/lib/market/audit-action';
import { type LedgerWork, lockHead } from '@/lib/store/ledger/append-leaves';
import { saltOf } from '@/lib/store/ledger/salts';
import { insertSealedAudit, nextAuditId } from '@/lib/store/people/sealed-audit';
import { auditRecordText } from './audit-record';
import { actorInLeaf } from './ledger-actor';
import { sealLeaves } from './ledger-seal';

/** Something that a person did to people, tokens, sessions or devices. Never contains a secret. */
export interface Act {
  readonly at: number;
  /** What was done, e.g. `user.disable`. */
  readonly action: AuditAction;
  /** To what, e.g. `user:ID`. Stands in the leaf only as a commitment. */
  readonly subject: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly requestId: string | null;
}

/**
 * Writes the audit row of an act and its leaf. Call it last in the work: from here on every other writer of
 * the ledger waits for the commit. The leaf says what was done and when; who, to whom, and the row itself
 * are salted commitments.
 */
export async function sealAct(
  work: Pick<LedgerWork, 'client' | 'append'>,
  actor: Actor,
  act: Act,
): Promise<void> {
  const { client, append } = work;
  await lockHead(client);
  const id = await nextAuditId(client);
  const row = { ...act, actorKind: actor.kind, actorId: actorId(actor) };
  const [subjectSalt, recordSalt] = [
    await saltOf(client, act.subject, randomBytes(SALT_BYTES)),
    await saltOf(client, `audit:${id}`, randomBytes(SALT_BYTES)),
  ];
  const leaf = {
    kind: 'audit',
    action: act.action,
    subject: commitTo(nodeSha256, subjectSalt, act.subject),
    record: commitTo(nodeSha256, recordSalt, auditRecordText(id, row)),
    at: act.at,
    actor: await actorInLeaf(client, actor),
  } as const;
  const index = await append(sealLeaves([leaf]));
  await insertSealedAudit(client, id, index, row);
}
