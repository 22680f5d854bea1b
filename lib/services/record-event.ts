import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type Actor, actorId } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { AuditAction } from '@/lib/market/audit-action';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import { type Catalog, marketCalled } from '@/lib/market/catalog';
import { type EventKind, isEventKind, type MarketEvent } from '@/lib/market/market-event';
import { findEvent, insertEvent } from '@/lib/store/catalog/event-rows';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { publicationDay } from './board-facts';
import { collectRefusals, refusal, tidy } from './refusals';
import { sealAct } from './seal-act';

/** An event as a form sends it; what is left empty is not known, or means all. */
export interface EventInput {
  readonly kind: string;
  /** Codes and number; empty for all. */
  readonly commodity: string;
  readonly market: string;
  readonly region: string;
  readonly begins: string;
  readonly ends: string;
  readonly source: string;
  readonly textId: string;
  readonly textEn: string;
}

interface EventDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
}

type Facts = Omit<MarketEvent, 'id' | 'withdrawn' | 'replaces'>;

/** How far ahead anybody can say when something will be over. */
const FORESEEN_DAYS = 366;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Writes down an event, or a further row that corrects one.
 *
 * @param replaces the event that is corrected; `null` for a new one
 * @throws SmpError INVALID naming each field, FORBIDDEN, NOT_FOUND when it was replaced meanwhile
 */
export async function recordEvent(
  deps: EventDeps,
  actor: Actor,
  replaces: string | null,
  input: EventInput,
  requestId: string | null,
): Promise<void> {
  const facts = readEvent(deps.catalog(), input, publicationDay(deps.clock));
  requirePlace(actor, facts);
  await write(deps, actor, requestId, async (client) => {
    const held = replaces === null ? null : await current(client, actor, replaces);
    const event = { ...facts, id: randomUUID(), withdrawn: false, replaces };
    return { action: held === null ? 'event.record' : 'event.correct', before: held, event };
  });
}

/** A further row says that an event ended, or that it was entered by mistake. @throws as `recordEvent` */
export async function closeEvent(
  deps: EventDeps,
  actor: Actor,
  id: string,
  how: { readonly ends: string } | 'withdrawn',
  requestId: string | null,
): Promise<void> {
  await write(deps, actor, requestId, async (client) => {
    const held = await current(client, actor, id);
    const next = { ...held, id: randomUUID(), replaces: held.id };
    if (how === 'withdrawn')
      return { action: 'event.withdraw', before: held, event: { ...next, withdrawn: true } };
    if (!isDay(how.ends) || how.ends > publicationDay(deps.clock))
      throw refusal('ends', 'bad_past_day', 'Write the last day, at latest today.');
    if (how.ends < held.begins) throw refusal('ends', 'ends_before_start', 'It cannot end before it begins.');
    return { action: 'event.end', before: held, event: { ...next, ends: how.ends } };
  });
}

async function write(
  deps: EventDeps,
  actor: Actor,
  requestId: string | null,
  make: (
    client: PoolClient,
  ) => Promise<{ action: AuditAction; before: MarketEvent | null; event: MarketEvent }>,
): Promise<void> {
  const at = deps.clock.now();
  await withLedger(deps.pool, async (work) => {
    const { action, before, event } = await make(work.client);
    await insertEvent(work.client, event, { at, by: actorId(actor) });
    await sealAct(work, actor, { at, action, subject: `event:${event.id}`, before, after: event, requestId });
  });
}

async function current(client: PoolClient, actor: Actor, id: string): Promise<MarketEvent> {
  const held = UUID.test(id) ? await findEvent(client, id) : null;
  if (held === null) throw new SmpError('NOT_FOUND', 'There is no such event any more.');
  requirePlace(actor, held);
  return held;
}

function requirePlace(
  actor: Actor,
  { marketId, regionId }: Pick<MarketEvent, 'marketId' | 'regionId'>,
): void {
  if (may(actor, 'record events', { marketId, regionId })) return;
  const message = 'Only officials who look after this place may enter its events.';
  throw new SmpError('FORBIDDEN', message, { errors: [{ field: 'region', code: 'outside', message }] });
}

function readEvent(catalog: Catalog, input: EventInput, today: string): Facts {
  const refusals = collectRefusals();
  const [source, textId, textEn] = [tidy(input.source), tidy(input.textId), tidy(input.textEn)];
  const commodity = input.commodity === '' ? null : catalog.commodityByCode.get(input.commodity);
  const market = input.market.trim() === '' ? null : marketCalled(catalog, input.market);
  const region = input.region === '' ? null : catalog.regions.get(Number(input.region));
  if (!isEventKind(input.kind)) refusals.add('kind', 'bad_event', 'Choose what happened.');
  if (commodity === undefined) refusals.add('commodity', 'bad_commodity', 'Choose a commodity.');
  if (market === undefined) refusals.add('market', 'bad_market', 'There is no such market.');
  if (region === undefined) refusals.add('region', 'bad_region', 'Choose a province.');
  if (market && region && market.regionId !== region.id)
    refusals.add('market', 'market_elsewhere', 'This market lies in another province.');
  checkDays(input, today, refusals.add);
  checkWords({ source, textId, textEn }, refusals.add);
  refusals.settle();
  return {
    kind: input.kind as EventKind,
    commodityId: commodity?.id ?? null,
    marketId: market?.id ?? null,
    regionId: market?.regionId ?? region?.id ?? null,
    begins: input.begins,
    ends: input.ends || null,
    source,
    textId,
    textEn: textEn || null,
  };
}

function checkDays(
  { begins, ends }: Pick<EventInput, 'begins' | 'ends'>,
  today: string,
  add: (field: string, code: string, message: string) => void,
): void {
  if (!isDay(begins) || begins > today)
    add('begins', 'bad_past_day', 'Write the first day, at latest today.');
  if (ends === '') return;
  if (!isDay(ends)) add('ends', 'bad_day', 'Write the last day, or nothing.');
  else if (ends < begins) add('ends', 'ends_before_start', 'It cannot end before it begins.');
  else if (ends > dayToIso(isoToDay(today) + FORESEEN_DAYS))
    add('ends', 'too_far', 'Write a last day within a year from now, or nothing.');
}

function checkWords(
  words: { readonly source: string; readonly textId: string; readonly textEn: string },
  add: (field: string, code: string, message: string) => void,
): void {
  if (words.source.length < 2 || words.source.length > 120)
    add('source', 'no_source', 'Name the source in 2 to 120 letters.');
  if (words.textId.length < 5 || words.textId.length > 280)
    add('textId', 'bad_text', 'Say what happened in 5 to 280 letters.');
  if (words.textEn.length > 280) add('textEn', 'bad_text', 'Say what happened in 5 to 280 letters.');
}

function isDay(text: string): boolean {
  try {
    return isoToDay(text) > isoToDay('1990-01-01');
  } catch {
    return false;
  }
}
