import { commitTo } from '@/lib/ledger/commitment';
import type { AuditLeaf } from '@/lib/ledger/leaf-kinds';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import type { SealedAudit } from '@/lib/store/ledger/read-sealed-audit';
import { auditRecordText } from './audit-record';
import { wrong } from './ledger-compare-rows';

/** @throws FoundFault unless exactly one row of the audit says what the leaf commits to */
export function compareAudit(leaf: AuditLeaf, rows: readonly SealedAudit[]): void {
  const [first, another] = rows.filter(({ ledgerIndex }) => ledgerIndex === leaf.index);
  if (another !== undefined) wrong(leaf.index, 'two audit rows claim its place');
  const row = first ?? wrong(leaf.index, 'the audit row is missing');
  if (row.at !== leaf.at || row.action !== leaf.action) wrong(leaf.index, 'the audit row says otherwise');
  const actor = `${row.actorKind}:${row.actorId}`;
  const acted = row.actorKind === 'job' ? leaf.actor === 'system' : holds(row.actorSalt, actor, leaf.actor);
  if (!acted) wrong(leaf.index, 'the audit row names somebody else');
  if (!holds(row.subjectSalt, row.subject, leaf.subject)) wrong(leaf.index, 'the audit row is about another');
  if (!holds(row.recordSalt, auditRecordText(row.id, row), leaf.record)) {
    wrong(leaf.index, 'the audit row was rewritten');
  }
}

/** Of what was forgotten on purpose nothing can be said any more: its salt is empty. */
function holds(salt: Uint8Array | null, text: string, commitment: string): boolean {
  if (salt === null) return false;
  return salt.length === 0 || commitTo(nodeSha256, Uint8Array.from(salt), text) === commitment;
}
