import type { Pool } from 'pg';
import type { Catalog } from '@/lib/market/catalog';
import { readSubjects, type SubjectRow } from '@/lib/store/people/read-subjects';
import type { AuditLine } from '@/lib/store/people/search-audit';

/** What an act of the audit was done to, for words in the reader's language. Codes and numbers are the catalogue's. */
export type AuditSubject =
  | { readonly kind: 'named' | 'device' | 'feed' | 'network'; readonly name: string }
  | { readonly kind: 'session'; readonly name: string }
  | { readonly kind: 'price'; readonly commodityId: number; readonly marketId: number; readonly at: number }
  | { readonly kind: 'alert' | 'event'; readonly text: string }
  | { readonly kind: 'market'; readonly code: string; readonly name: string }
  | { readonly kind: 'commodity'; readonly commodity: string; readonly unit: string | null }
  | {
      readonly kind: 'alias';
      readonly alias: string;
      readonly commodity: string;
      readonly market: string | null;
    }
  | { readonly kind: 'reference'; readonly commodityId: number; readonly text: string }
  | { readonly kind: 'macro'; readonly indicator: string; readonly month: string }
  | { readonly kind: 'macroFile'; readonly count: number }
  | { readonly kind: 'rule'; readonly rule: string; readonly commodity: string | null }
  | { readonly kind: 'document'; readonly index: string }
  | { readonly kind: 'unknownAccount' | 'witnesses' };

type Line = Pick<AuditLine, 'subject' | 'subjectName' | 'before' | 'after'>;
type Fields = Readonly<Record<string, unknown>>;

const NUMBER = /^\d{1,18}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Reference prices are counted by a narrower number than prices. */
const SMALL = 2_147_483_647;

/** `alias:12` → `alias` and `12`; a subject without a colon has no rest. */
function partsOf(subject: string): readonly [string, string] {
  const at = subject.indexOf(':');
  return at < 0 ? [subject, ''] : [subject.slice(0, at), subject.slice(at + 1)];
}

/** What each line was done to, in their order; `null` where its key is all that is known. */
export async function auditSubjects(
  { pool, catalog }: { readonly pool: Pool; catalog(): Catalog },
  lines: readonly Line[],
): Promise<readonly (AuditSubject | null)[]> {
  const keys = lines.map(({ subject }) => partsOf(subject));
  const of = (kind: string, form: RegExp) =>
    keys.flatMap(([name, rest]) => (name === kind && form.test(rest) ? [rest] : []));
  const stored = await readSubjects(pool, {
    price: of('price', NUMBER),
    reference: of('reference', NUMBER).filter((id) => Number(id) <= SMALL),
    alert: of('alert', UUID),
    session: of('session', UUID),
  });
  return lines.map((line) => subjectOf(line, catalog(), stored.get(line.subject)));
}

/** One line's subject with everything that is known of it. */
interface Told {
  /** The key without its kind. */
  readonly rest: string;
  readonly name: string | null;
  readonly row: SubjectRow | undefined;
  readonly catalog: Catalog;
  /** What it became says more than what it was; what was removed has only been. */
  readonly facts: Fields;
  readonly text: (name: string) => string | null;
}

const named = ({ name }: Told): AuditSubject | null => (name === null ? null : { kind: 'named', name });
const withText = (kind: 'alert' | 'event', text: string | null): AuditSubject | null =>
  text === null ? null : { kind, text };

const READERS: Readonly<Record<string, (told: Told) => AuditSubject | null>> = {
  user: named,
  token: named,
  session: ({ row }) => (row?.text == null ? null : { kind: 'session', name: row.text }),
  device: ({ rest }) => ({ kind: 'device', name: rest }),
  feed: ({ rest }) => ({ kind: 'feed', name: rest }),
  network: ({ rest }) => ({ kind: 'network', name: rest }),
  account: () => ({ kind: 'unknownAccount' }),
  ledger: ({ rest }) => (rest === 'cosigned' ? { kind: 'witnesses' } : { kind: 'document', index: rest }),
  price: ({ row }) =>
    row?.commodityId == null || row.marketId === null || row.at === null
      ? null
      : { kind: 'price', commodityId: row.commodityId, marketId: row.marketId, at: row.at },
  alert: ({ text, row }) => withText('alert', text('message') ?? row?.text ?? null),
  event: ({ text }) => withText('event', text('textId')),
  market: ({ rest, catalog, text }) => ({
    kind: 'market',
    code: rest,
    name: catalog.marketByCode.get(rest)?.name ?? text('name') ?? rest,
  }),
  commodity: ({ rest, facts, text }) => ({
    kind: 'commodity',
    commodity: rest,
    unit: 'baseUnits' in facts ? text('unit') : null,
  }),
  alias({ text }) {
    const [alias, commodity] = [text('alias'), text('commodity')];
    if (alias === null || commodity === null) return null;
    return { kind: 'alias', alias, commodity, market: text('market') };
  },
  reference: ({ row }) =>
    row?.commodityId == null
      ? null
      : { kind: 'reference', commodityId: row.commodityId, text: row.text ?? '' },
  macro({ rest, facts }) {
    const [indicator = '', month = ''] = rest.split(':');
    if (rest !== '') return { kind: 'macro', indicator, month };
    return { kind: 'macroFile', count: Array.isArray(facts.values) ? facts.values.length : 0 };
  },
  'alert-rule'({ rest }) {
    const [rule = '', commodity = null] = rest.split(':');
    return { kind: 'rule', rule, commodity };
  },
};

function subjectOf(line: Line, catalog: Catalog, row: SubjectRow | undefined): AuditSubject | null {
  const [kind, rest] = partsOf(line.subject);
  const facts: Fields = { ...fieldsOf(line.before), ...fieldsOf(line.after) };
  const text = (name: string) => (typeof facts[name] === 'string' ? facts[name] : null);
  const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  return read?.({ rest, name: line.subjectName, row, catalog, facts, text }) ?? null;
}

const fieldsOf = (state: unknown): Fields =>
  typeof state === 'object' && state !== null ? (state as Fields) : {};
