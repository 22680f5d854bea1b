import type { AuditEntry } from '@/lib/store/people/audit-entry';

/** The whole of an audit row in one canonical text: what the commitment in its leaf is made over. */
export function auditRecordText(id: string, entry: AuditEntry): string {
  const { at, actorKind, actorId, action, subject, before, after, requestId } = entry;
  return JSON.stringify(
    sorted([
      id,
      new Date(at).toISOString(),
      actorKind,
      actorId,
      action,
      subject,
      before ?? null,
      after ?? null,
      requestId,
    ]),
  );
}

/** The same value with the members of every object in order: the database does not keep their order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}
