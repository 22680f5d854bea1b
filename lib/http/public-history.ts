import { z } from 'zod';
import type { PriceHistory } from '@/lib/live/board';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import { sheetCell } from '@/lib/market/csv-cell';
import { publicationDay } from '@/lib/services/board-facts';
import { expectKnown } from '@/lib/services/expect-known';
import { type HistoryInput, readHistory } from '@/lib/services/read-history';
import type { Answer } from './answer';
import { door } from './door';
import { forMany } from './for-many';
import { expectInOrder } from './in-order';
import { publicJson } from './json';
import { commodityCode, isoDate, marketCode, parseQuery, regionName, wholeNumber } from './query';

const moment = z.union([isoDate, z.iso.datetime({ offset: true })], {
  error: 'Write YYYY-MM-DD, or a time with its zone',
});

export const historyQuery = z
  .strictObject({
    commodity: commodityCode,
    market_id: marketCode.optional(),
    region: regionName.optional(),
    interval: z.enum(['hour', 'day', 'week', 'month']).default('day'),
    from: moment.optional(),
    to: moment.optional(),
    as_of: z.iso.datetime({ offset: true, error: 'Write a time with its zone' }).optional(),
    cursor: moment.optional(),
    limit: wholeNumber(1, 20_000).default(5_000),
    format: z.enum(['json', 'csv', 'ndjson']).default('json'),
  })
  .refine((q) => q.as_of === undefined || q.interval === 'day', {
    path: ['as_of'],
    error: 'as_of goes with interval=day',
  });

type Query = Omit<z.output<typeof historyQuery>, 'region'> & { readonly region?: number | undefined };

/** Longer ones are rarely asked for by two, and would be too much to keep. */
const SHARED_LIMIT = 5_000;

/** `GET /api/public/commodity/price/history`: mean prices over time as JSON, CSV or NDJSON. */
export const history = door('history', async (request, runtime) => {
  const asked = expectKnown(runtime, parseQuery(request, historyQuery));
  const today = publicationDay(runtime.clock);
  const input = toInput(asked, today);
  if (asked.from !== undefined && asked.to !== undefined && asked.cursor === undefined) expectInOrder(input);
  const answer = async () => answerOf(asked.format, await readHistory(runtime, input));
  if (input.limit > SHARED_LIMIT) return answer();
  const name = `answer: ${asked.format} ${JSON.stringify(input)}`;
  return runtime.histories(name, async () => forMany(await answer()));
});

function answerOf(format: Query['format'], history: PriceHistory): Answer {
  if (format === 'json') return publicJson(history, 5);
  return text(format, history, format === 'csv' ? toCsv(history) : toNdjson(history));
}

function toInput(q: Query, today: string): HistoryInput {
  const days = q.interval === 'hour' ? 2 : q.interval === 'day' ? 365 : 5 * 366;
  const from = q.cursor ?? q.from ?? dayToIso(isoToDay(today) - days);
  const to = q.to ?? dayToIso(isoToDay(today) + 1);
  return {
    commodity: q.commodity,
    interval: q.interval,
    from,
    to,
    limit: q.limit,
    ...(q.market_id === undefined ? {} : { market_id: q.market_id }),
    ...(q.region === undefined ? {} : { region: q.region }),
    ...(q.as_of === undefined ? {} : { as_of: q.as_of }),
  };
}

const COLUMNS = ['t', 'price', 'min', 'max', 'n', 'simulated'] as const;

function toCsv(h: PriceHistory): string {
  const head = ['commodity', 'unit', 'area', ...COLUMNS].join(',');
  const lines = h.points.map((p) =>
    [h.commodity, h.unit, h.area, ...COLUMNS.map((c) => p[c])].map(sheetCell).join(','),
  );
  return `${[head, ...lines].join('\n')}\n`;
}

function toNdjson(h: PriceHistory): string {
  return h.points
    .map((p) => `${JSON.stringify({ commodity: h.commodity, unit: h.unit, area: h.area, ...p })}\n`)
    .join('');
}

/** What, where and how fine, in letters that every header and every system takes. */
function fileName({ commodity, area, interval }: PriceHistory): string {
  return [commodity, area.replace(/[^A-Za-z0-9]+/g, '-'), interval].join('_');
}

function text(format: 'csv' | 'ndjson', h: PriceHistory, body: string): Answer {
  const headers: Record<string, string> = {
    'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    'content-disposition': `inline; filename="${fileName(h)}.${format}"`,
    'cache-control': 'public, max-age=5',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-next-cursor',
  };
  if (h.next_cursor !== null) headers['x-next-cursor'] = h.next_cursor;
  return { status: 200, headers, body };
}
