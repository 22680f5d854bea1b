import type { FieldAdvice, FieldDecisions, FieldRequest, FieldRound } from '@/lib/live/field';
import { clockFrom } from './clock';
import { type Enrolment, forget, keep, readKept } from './kept';
import { readOutbox, writeRecords } from './outbox';
import { afterHandOn } from './records';
import { CALM } from './retry';
import { isFresh, toldTo } from './told';
import { inTurn } from './turn';

const PATIENCE_MS = 30_000;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** Asks our server; every answer also tells the right time. @throws when none comes */
export async function ask(
  method: 'GET' | 'POST',
  path: string,
  token?: string,
  body?: string,
): Promise<Answer> {
  const asked = Date.now();
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const fact = clockFrom(response.headers.get('date'), asked, Date.now());
  if (fact !== null) await keep('clock', fact);
  const json = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    body: json ? await response.json() : null,
    retryAfter: response.headers.get('retry-after'),
  };
}

interface TokenAnswer {
  readonly device_id: string;
  readonly market_id: string;
  readonly token: string;
  readonly expires_at: string;
}

function toEnrolment(body: unknown): Enrolment {
  const { device_id, market_id, token, expires_at } = body as TokenAnswer;
  return { deviceId: device_id, marketId: market_id, token, expiresAt: Date.parse(expires_at) };
}

export type Redeemed =
  | { readonly ok: true; readonly enrolment: Enrolment }
  /** `code`: expired, used or unknown, which the server does not tell apart. */
  | { readonly ok: false; readonly why: 'code' | 'busy' | 'network' };

/**
 * Exchanges a one-time code for this phone's token and keeps it. Waits for whatever is on its way under the name before, so
 * that no late answer to that name lands under the new one.
 */
export function redeem(code: string): Promise<Redeemed> {
  return inTurn(() => redeemNow(code));
}

async function redeemNow(code: string): Promise<Redeemed> {
  let answer: Answer;
  try {
    answer = await ask('POST', '/api/auth/token', undefined, JSON.stringify({ code }));
  } catch {
    return { ok: false, why: 'network' };
  }
  if (answer.status !== 200) return { ok: false, why: answer.status < 429 ? 'code' : 'busy' };
  const enrolment = toEnrolment(answer.body);
  const before = await readKept('enrolment');
  await keep('enrolment', enrolment);
  await keep('lockOut', null);
  // What the server said to the name before says nothing about this one.
  await keep('retry', CALM);
  if (before?.deviceId !== enrolment.deviceId || before.marketId !== enrolment.marketId)
    for (const part of ['round', 'requests'] as const) await forget(part);
  return { ok: true, enrolment };
}

/** What became of the wish to take this phone; each trouble has a sentence of its own. */
export type Adopted = 'ok' | 'signed-out' | 'not-here' | 'network';

/** Says that whoever is signed in on this phone reports with it. Here alone the session goes along. */
export async function adopt(enrolment: Enrolment): Promise<Adopted> {
  const response = await fetch('/api/field/adopt', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ device_token: enrolment.token }),
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status === 401) return 'signed-out';
  if (response.status === 403 || response.status === 422) return 'not-here';
  if (!response.ok) return 'network';
  await refreshRound(enrolment);
  // What was told to whoever had it before is forgotten; the rest comes with the next network at the latest.
  await Promise.all([refreshRequests(enrolment), refreshDecisions(enrolment, true)]).catch(() => undefined);
  return 'ok';
}

const DAY_MS = 86_400_000;
/** A token lives for a year; in its last month it is renewed whenever there is a network. */
const RENEW_WITHIN_MS = 30 * DAY_MS;

/** Renews the token when its end is near. Trouble is left for another day: the token still holds. */
export async function renewIfDue(enrolment: Enrolment): Promise<Enrolment> {
  if (enrolment.expiresAt - (await serverNow()) > RENEW_WITHIN_MS) return enrolment;
  const answer = await ask('POST', '/api/auth/token', enrolment.token);
  if (answer.status !== 200) return enrolment;
  const renewed = toEnrolment(answer.body);
  await keep('enrolment', renewed);
  return renewed;
}

/** Fetches what reviewers ask and keeps it. @throws when no answer comes */
export async function refreshRequests(enrolment: Enrolment): Promise<void> {
  const answer = await ask('GET', '/api/field/requests', enrolment.token);
  if (answer.status !== 200 || !(await isStill(enrolment))) return;
  await keep('requests', (answer.body as { requests: readonly FieldRequest[] }).requests);
}

/** What people decide changes in days: an hour is soon enough for advice, some minutes for what became of a price. */
const FRESH_MS = { advice: 60 * 60_000, decisions: 10 * 60_000 } as const;

/** Fetches how the reports of this phone stood, unless it was lately, and keeps it. @throws when no answer comes */
export async function refreshAdvice(enrolment: Enrolment): Promise<void> {
  const [held, now] = await Promise.all([readKept('advice'), serverNow()]);
  if (isFresh(toldTo(held, enrolment), now, FRESH_MS.advice)) return;
  const answer = await ask('GET', '/api/devices/reliability', enrolment.token);
  if (answer.status === 200) await keep('advice', { said: answer.body as FieldAdvice, at: now });
}

/**
 * Fetches what people decided about the prices of this phone, unless it was lately.
 *
 * @param asked a person looks at it, so it is fetched in any case
 * @throws when no answer comes
 */
export async function refreshDecisions(enrolment: Enrolment, asked = false): Promise<void> {
  const [held, now] = await Promise.all([readKept('decisions'), serverNow()]);
  if (!asked && isFresh(toldTo(held, enrolment), now, FRESH_MS.decisions)) return;
  const answer = await ask('GET', '/api/field/decisions', enrolment.token);
  if (answer.status === 200) await keep('decisions', { said: answer.body as FieldDecisions, at: now });
}

async function serverNow(): Promise<number> {
  return Date.now() + ((await readKept('clock'))?.offset ?? 0);
}

/** Fetches the round and keeps it for the time without a network. @throws when no answer comes */
export async function refreshRound(enrolment: Enrolment): Promise<void> {
  const answer = await ask('GET', '/api/field/round', enrolment.token);
  if (!(await isStill(enrolment))) return;
  if (answer.status === 200) await takeRound(answer.body as FieldRound);
  if (answer.status === 401 || answer.status === 403) await keep('lockOut', { status: answer.status });
}

/** Words that the server said to whoever had the phone before are not for its next holder. */
async function takeRound(round: FieldRound): Promise<void> {
  const before = await readKept('round');
  if (before !== null && before.held_since !== round.held_since) {
    for (const part of ['requests', 'decisions'] as const) await forget(part);
    const theirs = afterHandOn(await readOutbox(), Date.parse(round.others_until ?? ''));
    if (theirs.length > 0) await writeRecords(theirs);
  }
  await keep('round', round);
}

/** What is asked outside a turn may be answered when the phone has another name. */
async function isStill({ deviceId, marketId }: Enrolment): Promise<boolean> {
  const now = await readKept('enrolment');
  return now?.deviceId === deviceId && now.marketId === marketId;
}
