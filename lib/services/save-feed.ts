import type { Actor } from '@/lib/auth/actor';
import type { Config } from '@/lib/config';
import { SmpError } from '@/lib/errors';
import { readFeedAddress } from '@/lib/feeds/address';
import { isNamedInner, saysInner } from '@/lib/feeds/inner-address';
import { FEED_FORMATS, FEED_PARTS, type FeedMapping, type FeedPart, NEEDED_PARTS } from '@/lib/feeds/mapping';
import { readFeed, type StoredFeed, writeFeed } from '@/lib/store/feeds/feeds';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { type MasterDeps, NATION, requireMaster } from './change-master-data';
import { INNER_WORDS } from './fetch-guarded';
import { collectRefusals, type Refusals, refusal, tidy } from './refusals';
import { sealAct } from './seal-act';

/** A source as a form says it. */
export interface FeedInput {
  readonly name: string;
  readonly address: string;
  readonly format: string;
  readonly columns: Readonly<Record<FeedPart, string>>;
  readonly records: string;
  /** Kemendagri number; empty when rows say where they are from. */
  readonly region: string;
  readonly everyHours: string;
  readonly enabled: boolean;
}

interface Deps extends Pick<MasterDeps, 'pool' | 'clock' | 'catalog'> {
  readonly config: Pick<Config, 'feedHosts'>;
}

/**
 * Adds a source, or changes the one that is `known` by this name; it is read within minutes. With an audit row and
 * its leaf. An address that says by itself that it lies on an inner network is refused here already, unless the server
 * names its host; what a name leads to is looked at when it is read.
 *
 * @throws SmpError INVALID, NOT_FOUND, FORBIDDEN
 */
export async function saveFeed(
  deps: Deps,
  actor: Actor,
  known: string | null,
  input: FeedInput,
  requestId: string | null,
): Promise<void> {
  requireMaster(actor, NATION);
  const feed = readInput(deps, known, input);
  const at = deps.clock.now();
  await withLedger(deps.pool, async (work) => {
    // One at a time: names must not be taken meanwhile.
    await work.client.query('LOCK TABLE feed IN SHARE ROW EXCLUSIVE MODE');
    const held = known === null ? null : await readFeed(work.client, known);
    if (known !== null && held === null) throw new SmpError('NOT_FOUND', 'There is no such source any more.');
    const other = await readFeed(work.client, feed.name);
    if (other !== null && other.id !== held?.id)
      throw refusal('name', 'feed_name_taken', 'There is a source of this name; choose another.');
    await writeFeed(work.client, held?.id ?? null, { ...feed, nextAt: at });
    const action = held === null ? 'feed.add' : 'feed.change';
    const before = held === null ? null : shown(held);
    await sealAct(work, actor, {
      at,
      action,
      subject: `feed:${feed.name}`,
      before,
      after: shown(feed),
      requestId,
    });
  });
}

/** What may be read of an address by everybody who sees the source: keys like to hide behind the question mark. */
export function shownAddress(address: string): string {
  const mark = address.indexOf('?');
  return mark < 0 ? address : `${address.slice(0, mark)}?…`;
}

type Feed = Pick<StoredFeed, 'name' | 'address' | 'mapping' | 'everyHours' | 'enabled'>;

const shown = ({ name, address, mapping, everyHours, enabled }: Feed) => ({
  name,
  address: shownAddress(address),
  mapping,
  everyHours,
  enabled,
});

function readInput({ catalog, config }: Deps, known: string | null, input: FeedInput): Feed {
  const refusals = collectRefusals();
  const name = tidy(input.name);
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{1,59}$/u.test(name))
    refusals.add('name', 'bad_feed_name', 'Write a name of 2 to 60 letters and digits.');
  const address = readFeedAddress(input.address);
  if ('fault' in address)
    refusals.add('address', address.fault, 'Write https://…, http://… or file:NAME, without a password.');
  // Stopping one whose host the server no longer names must be possible.
  else if (address.kind === 'web' && (input.enabled || known === null)) {
    const { url } = address;
    if (saysInner(url) && !isNamedInner(url, new Set(config.feedHosts)))
      refusals.add('address', 'inner_address', INNER_WORDS);
  }
  const format = FEED_FORMATS.find((f) => f === input.format);
  if (format === undefined) refusals.add('format', 'bad_format', 'Choose csv or json.');
  const columns = readColumns(input, refusals);
  const regionId = input.region === '' ? null : Number(input.region);
  if (regionId !== null && !catalog().regions.has(regionId))
    refusals.add('regionId', 'bad_region', 'Choose a province.');
  if (regionId === null && columns.region === null && columns.market === null)
    refusals.add(
      'regionId',
      'place_needed',
      'Choose a province, or name the column of the province or market.',
    );
  const everyHours = Number(input.everyHours);
  if (!Number.isInteger(everyHours) || everyHours < 1 || everyHours > 720)
    refusals.add('everyHours', 'bad_hours', 'Write whole hours from 1 to 720.');
  refusals.settle();
  const mapping: FeedMapping = {
    format: format ?? 'csv',
    columns,
    records: input.records.trim().slice(0, 200),
    regionId,
  };
  return { name, address: input.address.trim(), mapping, everyHours, enabled: input.enabled };
}

function readColumns(input: FeedInput, refusals: Refusals): Readonly<Record<FeedPart, string | null>> {
  const columns = {} as Record<FeedPart, string | null>;
  for (const part of FEED_PARTS) {
    columns[part] = input.columns[part].trim() || null;
    if (columns[part] === null && NEEDED_PARTS.includes(part))
      refusals.add(part, 'column_needed', `Name the column of the ${part}.`);
    if ((columns[part]?.length ?? 0) > 80)
      refusals.add(part, 'column_too_long', 'A column has a name of at most 80 letters.');
  }
  return columns;
}
