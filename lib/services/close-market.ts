import type { Actor } from '@/lib/auth/actor';
import { SmpError } from '@/lib/errors';
import { dayStart, isoToDay, localDay } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';
import type { Market } from '@/lib/market/market';
import type { TimeZone } from '@/lib/market/region';
import { isShownName } from '@/lib/market/shown-name';
import {
  findClosing,
  type HeldClosing,
  type MarketStanding,
  readStanding,
  writeClosing,
} from '@/lib/store/catalog/market-closing';
import { changeMasterData, type MasterDeps, requireMaster } from './change-master-data';
import { collectRefusals, conflict, tidy } from './refusals';

/** A closing as a form sends it. */
export interface ClosingInput {
  /** ISO date of the first day on which the market does not trade. */
  readonly closedOn: string;
  readonly reason: string;
}

const OLDEST = isoToDay('2000-01-01');
/** A closing may be announced, but not for a time that nobody can know of. */
const MOST_DAYS_AHEAD = 366;

/**
 * Closes a market for good, from a day on that may be past or announced. Its history stays; its code stays taken.
 *
 * @throws SmpError INVALID naming each field, FORBIDDEN, NOT_FOUND, CONFLICT when it is closed already
 */
export async function closeMarket(
  deps: MasterDeps,
  actor: Actor,
  code: string,
  input: ClosingInput,
  requestId: string | null,
): Promise<void> {
  const market = marketOf(deps.catalog(), code);
  const { closedOn, reason } = readClosing(deps, market, input);
  await change(deps, actor, market, requestId, (held) => {
    if (held.closedOn !== null)
      throw conflict(
        'closedOn',
        'closed_already',
        `Market ${code} closes on ${held.closedOn}; reopen it first.`,
      );
    return { action: 'market.close', closedOn, reason };
  });
}

/**
 * Takes a closing back, as if it had not been: what was refused meanwhile may be sent again while it is young enough.
 *
 * @throws SmpError FORBIDDEN, NOT_FOUND, CONFLICT when it is not closed
 */
export async function reopenMarket(
  deps: MasterDeps,
  actor: Actor,
  code: string,
  requestId: string | null,
): Promise<void> {
  await change(deps, actor, marketOf(deps.catalog(), code), requestId, (held) => {
    if (held.closedOn === null) throw conflict('closedOn', 'not_closed', `Market ${code} is not closed.`);
    return { action: 'market.reopen', closedOn: null, reason: null };
  });
}

/** What stands at a market that would close, for a question before it is. @throws SmpError as `closeMarket` */
export async function previewClosing(
  deps: MasterDeps,
  actor: Actor,
  code: string,
  input: ClosingInput,
): Promise<MarketStanding> {
  const market = marketOf(deps.catalog(), code);
  requireMaster(actor, placeOf(market));
  if (market.closedOn !== null)
    throw conflict('closedOn', 'closed_already', `Market ${code} closes already.`);
  const { closedOn } = readClosing(deps, market, input);
  const since = dayStart(isoToDay(closedOn), zoneOf(deps.catalog(), market));
  return readStanding(deps.pool, market.id, since);
}

async function change(
  deps: MasterDeps,
  actor: Actor,
  market: Market,
  requestId: string | null,
  decide: (
    held: HeldClosing,
  ) => { readonly action: 'market.close' | 'market.reopen' } & Pick<HeldClosing, 'closedOn' | 'reason'>,
): Promise<void> {
  await changeMasterData(deps, actor, placeOf(market), requestId, async (client) => {
    const held = await findClosing(client, market.code);
    if (held === null) throw unknown(market.code);
    requireMaster(actor, { regionId: held.regionId, marketId: held.id });
    const { action, ...after } = decide(held);
    await writeClosing(client, held.id, after);
    const before = { closedOn: held.closedOn, reason: held.reason };
    return { action, subject: `market:${held.code}`, before, after };
  });
}

/** @throws SmpError INVALID that names every field at fault */
function readClosing(deps: MasterDeps, market: Market, input: ClosingInput): ClosingInput {
  const refusals = collectRefusals();
  const closedOn = input.closedOn.trim();
  const latest = localDay(deps.clock.now(), zoneOf(deps.catalog(), market)) + MOST_DAYS_AHEAD;
  if (!isDayWithin(closedOn, OLDEST, latest))
    refusals.add('closedOn', 'bad_closing_day', 'Write the first day without trade, a year ahead at most.');
  const reason = tidy(input.reason);
  if (!isShownName(reason, 5, 200))
    refusals.add('reason', 'bad_closing_reason', 'Say why in 5 to 200 letters.');
  refusals.settle();
  return { closedOn, reason };
}

function isDayWithin(text: string, from: number, to: number): boolean {
  try {
    const day = isoToDay(text);
    return day >= from && day <= to;
  } catch {
    return false;
  }
}

function marketOf(catalog: Catalog, code: string): Market {
  const market = catalog.marketByCode.get(code);
  if (market === undefined) throw unknown(code);
  return market;
}

const unknown = (code: string) => new SmpError('NOT_FOUND', `There is no market "${code}".`);

const placeOf = ({ id, regionId }: Market) => ({ regionId, marketId: id });

const zoneOf = ({ regions }: Catalog, market: Market): TimeZone =>
  regions.get(market.regionId)?.timeZone ?? 'Asia/Jakarta';
