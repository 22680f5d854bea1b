import type { Actor } from '@/lib/auth/actor';
import { covers, may } from '@/lib/auth/may';
import { SmpError } from '@/lib/errors';
import type { CaseQueue } from '@/lib/live/review';
import { isoTime } from '@/lib/market/iso-time';
import { LANE_NUMBER, type Lane } from '@/lib/market/lane';
import { type CaseState, WAITING_STATES } from '@/lib/market/review';
import { type QueuedCase, readQueue, readVerdicts, type StoredVerdict } from '@/lib/store/review/read-queue';
import { readReviewed } from '@/lib/store/review/read-reviewed';
import { firstVerdict, reviewLine } from './review-line';
import type { ReviewDeps } from './write-review';

export interface QueueInput {
  /** `waiting` stands for every state in which somebody waits. */
  readonly state: CaseState | 'waiting';
  readonly region?: number | undefined;
  readonly market_id?: string | undefined;
  readonly commodity?: string | undefined;
  readonly lane?: Lane | undefined;
  readonly flag?: string | undefined;
  /** Waiting for at least so many hours. */
  readonly age?: number | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

type Deps = Pick<ReviewDeps, 'pool' | 'clock' | 'catalog'>;

/**
 * Cases in the order in which their time runs out, as far as the viewer looks after their place.
 * @throws SmpError FORBIDDEN, INVALID
 */
export async function readReviewQueue(deps: Deps, actor: Actor, input: QueueInput): Promise<CaseQueue> {
  if (!may(actor, 'see held prices')) throw new SmpError('FORBIDDEN', 'Your role does not see held prices.');
  const now = deps.clock.now();
  const catalog = deps.catalog();
  const own = actor.kind === 'user' ? actor : { marketId: null, regionId: null };
  const marketId =
    input.market_id === undefined ? null : known('market_id', catalog.marketByCode.get(input.market_id)?.id);
  const page = await readQueue(
    deps.pool,
    {
      states: input.state === 'waiting' ? WAITING_STATES : [input.state],
      regionId: own.regionId ?? input.region ?? null,
      marketId: own.marketId ?? marketId,
      commodityId:
        input.commodity === undefined
          ? null
          : known('commodity', catalog.commodityByCode.get(input.commodity)?.id),
      lane: input.lane === undefined ? null : LANE_NUMBER[input.lane],
      flag: input.flag ?? null,
      receivedBefore: input.age === undefined ? null : now - input.age * 3_600_000,
      after: input.cursor === undefined ? null : readCursor(input.cursor),
      limit: input.limit,
    },
    now,
  );
  const ids = page.map((p) => p.id);
  const [rows, verdicts] = await Promise.all([readReviewed(deps.pool, ids), readVerdicts(deps.pool, ids)]);
  const first = new Map<number, StoredVerdict>();
  for (const v of verdicts) if (!first.has(v.observationId)) first.set(v.observationId, v);
  const last = page.at(-1);
  return {
    at: isoTime(now),
    cases: ids.flatMap((id) => {
      const row = rows.get(id);
      const verdict = first.get(id);
      if (row === undefined || verdict === undefined || !covers(actor, row)) return [];
      return [reviewLine(catalog, actor, row, firstVerdict(verdict), now).line];
    }),
    next_cursor: page.length < input.limit || last === undefined ? null : writeCursor(last),
  };
}

const writeCursor = ({ dueAt, id }: QueuedCase) => `${dueAt}-${id}`;

function readCursor(text: string): QueuedCase {
  const [, dueAt, id] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  if (dueAt === undefined || id === undefined) throw bad('cursor', 'Use next_cursor of the page before.');
  return { dueAt: Number(dueAt), id: Number(id) };
}

function known(field: string, id: number | undefined): number {
  if (id === undefined) throw bad(field, 'There is none of this code.');
  return id;
}

function bad(field: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code: `bad_${field}`, message }] });
}
