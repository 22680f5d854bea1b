import type { Actor } from '@/lib/auth/actor';
import { may, type Sentence } from '@/lib/auth/may';
import { reviews } from '@/lib/auth/review-permissions';

interface RailEntry {
  readonly path: `/portal${string}`;
  /** Its name in `messages/*.json`, under `portal.rail`, and what it is for, under `portal.about`. */
  readonly key: string;
  readonly may: Sentence;
  /**
   * What is done there; whoever may only read is told what there is to read, in the words under `portal.reads`. A page
   * that everybody uses in the same way names none.
   */
  readonly acts?: (actor: Actor) => boolean;
}

/**
 * The pages of the portal, in the order of the rail. A page that is built gets a line here, its words in
 * `messages/*.json`, and a row in `tests/http/access-table.ts`.
 */
const RAIL: readonly RailEntry[] = [
  { path: '/portal', key: 'start', may: 'enter the portal' },
  { path: '/portal/tinjau', key: 'review', may: 'see held prices', acts: reviews },
  {
    path: '/portal/peringatan',
    key: 'alerts',
    may: 'see alerts',
    acts: (actor) => may(actor, 'handle alerts'),
  },
  { path: '/portal/aturan', key: 'alertRules', may: 'see alerts' },
  { path: '/portal/laporan', key: 'ownReports', may: 'report prices' },
  {
    path: '/portal/perangkat',
    key: 'devices',
    may: 'see devices',
    acts: (actor) => may(actor, 'manage devices'),
  },
  { path: '/portal/peristiwa', key: 'events', may: 'see events' },
  { path: '/portal/pasar', key: 'markets', may: 'see master data' },
  { path: '/portal/komoditas', key: 'goods', may: 'see master data' },
  { path: '/portal/harga-acuan', key: 'limits', may: 'see master data' },
  { path: '/portal/makro', key: 'macro', may: 'see master data' },
  { path: '/portal/sumber', key: 'feeds', may: 'see master data' },
  { path: '/portal/orang', key: 'people', may: 'see people', acts: (actor) => may(actor, 'manage people') },
  { path: '/portal/token', key: 'tokens', may: 'see tokens' },
  { path: '/portal/audit', key: 'audit', may: 'see the audit' },
  { path: '/portal/sistem', key: 'system', may: 'see the system' },
];

/** The pages that somebody may open. */
export function railFor(actor: Actor): readonly RailEntry[] {
  return RAIL.filter((entry) => may(actor, entry.may));
}

/** Where the words stand that say what a page is for, to somebody who may open it: what they do there, or read. */
export function aboutPage(actor: Actor, { key, acts }: RailEntry): `about.${string}` | `reads.${string}` {
  return acts === undefined || acts(actor) ? `about.${key}` : `reads.${key}`;
}
