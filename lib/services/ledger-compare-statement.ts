import type { Pool } from 'pg';
import { commitTo } from '@/lib/ledger/commitment';
import type { StatementLeaf } from '@/lib/ledger/leaf-kinds';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { type AttestedRow, readStatement } from '@/lib/store/ledger/read-statements';
import { wrong } from './ledger-compare-rows';

/** @throws FoundFault unless the audit says of a statement what its leaf says, and who attested */
export async function compareStatement(pool: Pool, leaf: StatementLeaf): Promise<void> {
  const row = await readStatement(pool, leaf.index);
  if (row === null) return wrong(leaf.index, 'the audit does not know this statement');
  const { title, documentHash, issuer, mediaType } = row.after;
  const same =
    row.at === leaf.at &&
    title === leaf.title &&
    documentHash === leaf.documentHash &&
    issuer === leaf.issuer &&
    mediaType === leaf.mediaType;
  if (!same) wrong(leaf.index, 'the audit says otherwise of this statement');
  if (!standsFor(row, leaf.actor)) wrong(leaf.index, 'the audit names somebody else');
}

/** The platform stands as itself in leaves; of a person who was forgotten nothing can be said any more. */
function standsFor({ actor, salt }: AttestedRow, inLeaf: string): boolean {
  if (inLeaf === 'system') return actor.startsWith('job:');
  if (salt === null || actor.startsWith('job:')) return false;
  return salt.length === 0 || commitTo(nodeSha256, salt, actor) === inLeaf;
}
