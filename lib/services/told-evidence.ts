import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { EvidenceLine } from '@/lib/live/review';
import { dayToIso, localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import { readEvidence, type StoredEvidence } from '@/lib/store/reporters/evidence';
import { adviseAbout, isAccusation, type Told, tellEvidence } from '@/lib/validate/reporter/tell';

/** What ended longer ago is held against nobody. */
const SHOWN_DAYS = 28;

interface Deps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
}

/** Evidence of the last four weeks by device, as officials read it, newest first. */
export async function toldEvidence(
  deps: Deps,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EvidenceLine[]>> {
  const told = new Map<string, EvidenceLine[]>();
  for (const found of await recent(deps, deviceIds)) {
    const line = toLine(deps.catalog(), found);
    if (line === null) continue;
    const lines = told.get(found.deviceId);
    if (lines === undefined) told.set(found.deviceId, [line]);
    else lines.push(line);
  }
  return told;
}

/**
 * The same as advice to the reporter: what to do, once each.
 *
 * @param from ms; what began earlier, when somebody else had the device, is left out
 */
export async function reporterAdvice(deps: Deps, deviceId: string, from: number): Promise<readonly Told[]> {
  const found = await recent(deps, [deviceId]);
  const first = localDay(from, 'Asia/Jakarta');
  const kinds = new Set(found.filter(({ since }) => since >= first).map(({ kind }) => kind));
  return [...kinds].filter(isAccusation).map(adviseAbout);
}

function recent({ pool, clock }: Deps, deviceIds: readonly string[]): Promise<readonly StoredEvidence[]> {
  return readEvidence(pool, deviceIds, localDay(clock.now(), 'Asia/Jakarta') - SHOWN_DAYS);
}

function toLine(catalog: Catalog, found: StoredEvidence): EvidenceLine | null {
  const { kind, source, since, lastDay } = found;
  if (!isAccusation(kind)) return null;
  const items = found.items.map((id) => {
    const commodity = catalog.commodities.get(id);
    return { id: commodity?.nameId ?? '–', en: commodity?.nameEn ?? '–' };
  });
  return {
    kind,
    since: dayToIso(since),
    until: dayToIso(lastDay),
    text: tellEvidence(kind, { source, items }),
  };
}
