import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import { SmpError } from '@/lib/errors';
import { sheetCell } from '@/lib/market/csv-cell';
import { type AuditLine, type AuditQuery, searchAudit } from '@/lib/store/people/search-audit';

/** What was asked for, as it stands in an address. */
export interface AuditSearch {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** Days, `YYYY-MM-DD`, in WIB. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly before?: string | undefined;
}

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MAX_TEXT = 120;

/**
 * Searches the audit: all of it for who looks after the nation, else what people of the own place did and what was
 * done to people, devices, markets and prices there.
 *
 * @throws SmpError FORBIDDEN
 */
export function readAudit(
  { pool }: { readonly pool: Pool },
  actor: Actor,
  search: AuditSearch,
  limit: number,
): Promise<readonly AuditLine[]> {
  if (!may(actor, 'see the audit'))
    throw new SmpError('FORBIDDEN', 'The audit is for administrators and auditors.');
  return searchAudit(pool, { ...toQuery(search, limit), ...placeOf(actor) });
}

/** Where somebody looks after; `null` twice for the nation. */
function placeOf(actor: Actor): Pick<AuditQuery, 'marketId' | 'regionId'> {
  const { marketId = null, regionId = null } =
    actor.kind === 'user' || actor.kind === 'api-token' ? actor : {};
  return { marketId, regionId };
}

/** Whatever cannot be meant is left out. */
function toQuery(search: AuditSearch, limit: number): Omit<AuditQuery, 'marketId' | 'regionId'> {
  const text = (value: string | undefined) => (value ?? '').trim().slice(0, MAX_TEXT);
  const to = day(search.to);
  return {
    actor: text(search.actor),
    action: text(search.action),
    subject: text(search.subject),
    from: day(search.from),
    to: to === null ? null : to + DAY_MS,
    beforeId: /^\d{1,18}$/.test(search.before ?? '') ? (search.before ?? null) : null,
    limit,
  };
}

function day(value: string | undefined): number | null {
  const at = DAY.test(value ?? '') ? Date.parse(`${value}T00:00:00+07:00`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

const COLUMNS = [
  'id',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'subject',
  'subject_name',
  'before',
  'after',
  'request_id',
  'ledger_index',
];

/** Audit rows as CSV with a header. */
export function auditCsv(rows: readonly AuditLine[]): string {
  const lines = rows.map((row) =>
    [
      row.id,
      new Date(row.at).toISOString(),
      row.actorKind,
      row.actorId,
      row.actorName,
      row.action,
      row.subject,
      row.subjectName,
      row.before === null ? '' : JSON.stringify(row.before),
      row.after === null ? '' : JSON.stringify(row.after),
      row.requestId,
      row.ledgerIndex,
    ].map(sheetCell),
  );
  return [COLUMNS, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}
