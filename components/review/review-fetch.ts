import type { CaseCard, CasePreview, CaseQueue } from '@/lib/live/review';
import type { Lane } from '@/lib/market/lane';
import type { CaseState, Decision } from '@/lib/market/review';

export interface QueueFilters {
  readonly state: CaseState | 'waiting';
  readonly region: string;
  readonly commodity: string;
  readonly lane: Lane | '';
  /** Code of a market; empty for all. */
  readonly market: string;
  /** What the judge said against it. */
  readonly flag: string;
  /** Hours for which a case has waited at least. */
  readonly age: string;
}

export const NO_FILTERS: QueueFilters = {
  state: 'waiting',
  region: '',
  commodity: '',
  lane: '',
  market: '',
  flag: '',
  age: '',
};

/** How many of them narrow the queue. */
export function filtersInUse(filters: QueueFilters): number {
  const names = Object.keys(NO_FILTERS) as (keyof QueueFilters)[];
  return names.filter((name) => filters[name] !== NO_FILTERS[name]).length;
}

/** Cases that are asked for at once, and that may be. */
const PAGE = 50;
const MOST = 200;

export interface Choice {
  readonly decision: Decision | 'appeal';
  readonly reason: string;
  readonly note: string;
  readonly price: number | null;
}

/** What a door said; on a conflict with the case as it stands now. */
export type Answer =
  | { readonly ok: true; readonly card: CaseCard | null }
  | {
      readonly ok: false;
      readonly detail: string;
      readonly code: string | null;
      readonly card: CaseCard | null;
    };

/** A door that said no, with its status; no answer at all is another error. */
class Unanswered extends Error {
  constructor(
    what: string,
    readonly status: number,
  ) {
    super(`the ${what} answered ${status}`);
  }
}

/** Why nothing came: the session is over, or something that passes. */
export type Trouble = 'ended' | 'offline';

export function troubleOf(error: unknown): Trouble {
  return error instanceof Unanswered && error.status === 401 ? 'ended' : 'offline';
}

/** Whether a door knows no such case for who asks. */
export function isNoCase(error: unknown): boolean {
  return error instanceof Unanswered && (error.status === 404 || error.status === 403);
}

/** @param cursor where the page begins; `null` for the first one. @throws Error when there is no answer */
export async function fetchQueue(
  filters: QueueFilters,
  cursor: string | null,
  limit = PAGE,
): Promise<CaseQueue> {
  const query = new URLSearchParams({ state: filters.state, limit: String(limit) });
  const { region, commodity, lane, market: market_id, flag, age } = filters;
  for (const [name, value] of Object.entries({ region, commodity, lane, market_id, flag, age }))
    if (value !== '') query.set(name, value);
  if (cursor !== null) query.set('cursor', cursor);
  const answer = await fetch(`/api/review/queue?${query}`);
  if (!answer.ok) throw new Unanswered('queue', answer.status);
  return (await answer.json()) as CaseQueue;
}

/** As much of the queue as somebody had before them, so that what they loaded does not vanish while they read. */
export async function fetchAsMuch(filters: QueueFilters, atLeast: number): Promise<CaseQueue> {
  const limit = Math.min(MOST, Math.max(PAGE, atLeast));
  let page = await fetchQueue(filters, null, limit);
  const cases = [...page.cases];
  while (page.next_cursor !== null && cases.length < atLeast) {
    page = await fetchQueue(filters, page.next_cursor, limit);
    cases.push(...page.cases);
  }
  return { ...page, cases };
}

export async function fetchCase(id: number): Promise<CaseCard> {
  const answer = await fetch(`/api/review/${id}`);
  if (!answer.ok) throw new Unanswered('case', answer.status);
  return (await answer.json()) as CaseCard;
}

/** What a decision would do if it were sent now. @param considered with a price where it corrects to one */
export async function fetchPreview(considered: {
  readonly id: number;
  readonly decision: Choice['decision'];
  readonly price: number | null;
}): Promise<CasePreview> {
  const { id, decision, price } = considered;
  const query = new URLSearchParams({ decision, ...(price === null ? {} : { price: String(price) }) });
  const answer = await fetch(`/api/review/${id}/effect?${query}`);
  if (!answer.ok) throw new Unanswered('preview', answer.status);
  return (await answer.json()) as CasePreview;
}

export async function sendChoice(
  { id, version }: { readonly id: number; readonly version: number },
  { decision, reason, note, price }: Choice,
): Promise<Answer> {
  if (decision === 'appeal') return post(`/api/review/${id}/appeal`, { reason, note });
  return post(`/api/review/${id}/decision`, {
    decision,
    reason,
    note,
    version,
    ...(price === null ? {} : { price }),
  });
}

export interface BulkResult {
  readonly id: number;
  readonly status: number;
  readonly code: string | null;
  /** Where the decision left the case; `null` when it was refused. */
  readonly state: CaseState | null;
}

/** @throws Error when there is no answer */
export async function sendBulk(
  cases: readonly { readonly id: number; readonly version: number }[],
  { decision, reason, note }: Choice,
): Promise<readonly BulkResult[]> {
  const answer = await fetch('/api/review/bulk', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ decision, reason, note, cases }),
  });
  if (!answer.ok) throw new Unanswered('door', answer.status);
  return ((await answer.json()) as { results: readonly BulkResult[] }).results;
}

async function post(path: string, body: object): Promise<Answer> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status === 401) throw new Unanswered('door', answer.status);
  const said = (await answer.json()) as CaseCard & {
    detail?: string;
    case?: CaseCard;
    errors?: { code: string }[];
  };
  if (answer.ok) return { ok: true, card: 'events' in said ? said : null };
  const code = said.errors?.[0]?.code ?? null;
  return { ok: false, detail: said.detail ?? String(answer.status), code, card: said.case ?? null };
}
