import type { Actor, Role } from './actor';

const PEOPLE: readonly Role[] = [
  'enumerator',
  'operator',
  'officer',
  'validator',
  'analyst',
  'admin',
  'auditor',
];

/**
 * Who may do what: one sentence a row, read as "an … may …". This is the only place that says so. What begins
 * with `see` changes nothing; an auditor stands in every one of those and in no other.
 */
export const SENTENCES = {
  'enter the portal': PEOPLE,
  'keep the own account': PEOPLE,

  'see held prices': ['officer', 'validator', 'analyst', 'admin', 'auditor'],
  'review prices': ['officer', 'validator', 'analyst', 'admin'],

  'report prices': ['enumerator', 'operator', 'officer', 'validator', 'analyst', 'admin'],
  'appeal decisions': ['enumerator', 'operator', 'officer', 'validator', 'analyst', 'admin'],

  'see alerts': ['officer', 'validator', 'analyst', 'admin', 'auditor'],
  'raise alerts': ['officer', 'validator', 'analyst', 'admin'],
  'handle alerts': ['officer', 'validator', 'analyst', 'admin'],
  'set alert rules': ['analyst', 'admin'],

  'see devices': ['operator', 'officer', 'validator', 'analyst', 'admin', 'auditor'],
  'manage devices': ['operator', 'admin'],
  'register devices': ['admin'],

  'see master data': ['officer', 'validator', 'analyst', 'admin', 'auditor'],
  'change master data': ['admin'],

  'see events': ['officer', 'validator', 'analyst', 'admin', 'auditor'],
  'record events': ['officer', 'validator', 'analyst', 'admin'],

  'see people': ['admin', 'auditor'],
  'manage people': ['admin'],
  'see tokens': ['admin', 'auditor'],
  'manage tokens': ['admin'],
  'see the audit': ['admin', 'auditor'],
  'see the system': ['admin', 'auditor'],
  'change the system': ['admin'],
  'attest documents': ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Sentence = keyof typeof SENTENCES;

/** What something belongs to; absent means the whole nation. */
export interface Place {
  readonly marketId?: number | null;
  readonly regionId?: number | null;
}

/**
 * Whether somebody may do something, somewhere. Who looks after a market or a region may act only there; where no
 * place is given it is asked whether they may at all, and what they then see must be narrowed by `covers`.
 */
export function may(actor: Actor, sentence: Sentence, place?: Place): boolean {
  if (actor.kind === 'job') return true;
  if (actor.kind === 'device') return false;
  if (!(SENTENCES[sentence] as readonly Role[]).includes(actor.role)) return false;
  if (actor.kind === 'api-token' && actor.scopes?.length && !actor.scopes.includes(sentence)) return false;
  return place === undefined || covers(actor, place);
}

/** Whether a place lies where somebody looks after; the nation lies only with those who look after the nation. */
export function covers(actor: Actor, place: Place): boolean {
  if (actor.kind === 'device') return actor.marketId === place.marketId;
  if (actor.kind === 'job') return true;
  const { marketId = null, regionId = null } = actor;
  if (marketId !== null) return marketId === place.marketId;
  return regionId === null || regionId === place.regionId;
}

export function isSentence(text: string): text is Sentence {
  return Object.hasOwn(SENTENCES, text);
}
