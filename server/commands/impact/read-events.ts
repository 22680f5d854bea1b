import type { EnteredEvent } from '@/lib/impact/known-causes';
import { EVENT_CAUSES } from '@/lib/market/block';
import { isoToDay } from '@/lib/market/calendar';
import type { PriceReport } from '@/lib/validate/report';
import type { ReportRow } from '../judge/read-reports';
import { openTable } from '../open-table';

const COLUMNS = ['cause', 'from', 'to'] as const;

/**
 * Events from a file: `cause, region, from, to`; without a region an event is felt everywhere. Only what had
 * begun by `day` is taken.
 *
 * @param place the reader of the prices, so that both know a region by one number
 * @param misuse called with what is wrong with the file
 */
export async function readEvents(
  file: string,
  day: number,
  place: (row: ReportRow) => PriceReport,
  misuse: (message: string) => never,
): Promise<readonly EnteredEvent[]> {
  const events: EnteredEvent[] = [];
  let i = 0;
  for await (const row of await openTable('--events', file, COLUMNS, misuse)) {
    const cause = EVENT_CAUSES.find((c) => c === row.cause);
    if (cause === undefined)
      return misuse(`events, row ${i}: cause is none of ${EVENT_CAUSES.join(', ')}: ${row.cause}`);
    const dayOf = (name: 'from' | 'to') => {
      try {
        return isoToDay(row[name] ?? '');
      } catch {
        return misuse(`events, row ${i}: ${name} is not of the form YYYY-MM-DD: ${row[name]}`);
      }
    };
    const of = { received_at: '', market_id: '', device_id: '', commodity: '', price: '' };
    const regionId = row.region ? place({ ...of, region: row.region }).regionId : null;
    events.push({ cause, regionId, from: dayOf('from'), to: dayOf('to') });
    i += 1;
  }
  return events.filter((e) => e.from <= day);
}
