import { type BatchVerdict, readBatchAnswer } from './answers';
import { trueTime } from './clock';
import { type Enrolment, keep, readKept } from './kept';
import { readOutbox, removeRecords, writeRecords } from './outbox';
import { afterAnswer, afterRegistration, type FieldRecord, tooOld } from './records';
import { afterFailure, CALM, mayTry } from './retry';
import { sendAppeals } from './send-appeals';
import { sendBeside } from './send-beside';
import { ask, refreshAdvice, refreshDecisions, refreshRequests, refreshRound, renewIfDue } from './server';
import { ifFree, inTurn, isWanted } from './turn';

/** Small enough for a slow line: what arrives is not sent again. */
const BATCH = 20;

/** `idle`: there is nobody to send as, or it is too early to try again; `busy`: another page or worker has the turn. */
export type Flushed = 'empty' | 'idle' | 'busy' | 'failed' | 'locked-out';

/**
 * Sends what waits, oldest first, then fetches the round anew, in one tab or worker of this phone at a time. May be called
 * at any moment and be cut off at any point: a record leaves the queue only after the server's answer is stored.
 *
 * @param force a person asked, so a pause after failures is cut short
 */
export async function flush(force = false): Promise<Flushed> {
  if (!force) return ifFree(() => sendAll(false));
  // Who asks while others send waits for them, so that a pause after their failure holds nothing up; one waits for all.
  return (await isWanted()) ? 'busy' : inTurn(() => sendAll(true));
}

async function sendAll(force: boolean): Promise<Flushed> {
  const kept = await readKept('enrolment');
  if (kept === null) return 'idle';
  const retry = (await readKept('retry')) ?? CALM;
  if (!force && !mayTry(retry, Date.now())) return 'idle';
  const sent = await sendAs(kept).catch(() => failed(null));
  if (typeof sent === 'string') return sent;
  await keep('retry', CALM);
  if ((await readKept('lockOut')) !== null) await keep('lockOut', null);
  await removeRecords(tooOld(await readOutbox()).map((r) => r.id));
  // Whoever sent, page or worker: the prices of the market are newer now than those on the phone.
  for (const refresh of [refreshRound, refreshRequests, refreshDecisions, refreshAdvice]) {
    if (await isWanted()) return 'busy';
    await refresh(sent).catch(() => undefined);
  }
  return 'empty';
}

/** Sends all that waits. @returns who this phone is now, once nothing is left; else why something is */
async function sendAs(kept: Enrolment): Promise<Enrolment | Exclude<Flushed, 'empty'>> {
  // Needs no network, so none can keep it from what waits.
  await sortByName(kept.deviceId);
  const enrolment = await renewIfDue(kept);
  for (;;) {
    if (await isWanted()) return 'busy';
    const batch = await nextBatch(enrolment);
    if (batch.length === 0) break;
    const verdict = await sendBatch(enrolment, batch);
    if (verdict.kind === 'locked-out') return lockedOut(verdict.status);
    if (verdict.kind === 'later') return failed(verdict.retryAfter);
    await writeRecords(batch.map((r, i) => afterAnswer(r, verdict.outcomes[i] ?? { kind: 'unknown' })));
    if (verdict.outcomes.some((o) => o.kind === 'unknown')) return failed(null);
  }
  // Prices first, then words: what stands beside prices may be large.
  for (const send of [sendAppeals, sendBeside]) {
    const sent = await send(enrolment);
    if (sent === 'all') continue;
    if (sent !== 'later') return lockedOut(sent);
    return (await isWanted()) ? 'busy' : failed(null);
  }
  return enrolment;
}

/** Tried again now and then all the same: an administrator may let the device in again. */
async function lockedOut(status: 401 | 403): Promise<'locked-out'> {
  await keep('lockOut', { status });
  await failed(null);
  return 'locked-out';
}

async function failed(retryAfter: number | null): Promise<'failed'> {
  const before = (await readKept('retry')) ?? CALM;
  await keep('retry', afterFailure(before, Date.now(), retryAfter, Math.random()));
  return 'failed';
}

/** Every record, once each lies where the name of this phone puts it. */
async function sortByName(deviceId: string): Promise<readonly FieldRecord[]> {
  const held = await readOutbox();
  const changed = afterRegistration(held, deviceId);
  if (changed.length === 0) return held;
  await writeRecords(changed);
  return readOutbox();
}

/** The oldest that wait, each with its time fixed for good before the first attempt. */
async function nextBatch(enrolment: Enrolment): Promise<readonly FieldRecord[]> {
  const records = await sortByName(enrolment.deviceId);
  const batch = records.filter((r) => r.state === 'waiting').slice(0, BATCH);
  if (batch.some((r) => r.timestamp === null)) {
    // The newest word on the clock, or one is asked for: a guess would be stored for ever.
    const clock = await freshClock();
    const stamped = batch.map((r) => ({
      ...r,
      timestamp: r.timestamp ?? new Date(trueTime(r, clock, Date.now())).toISOString(),
    }));
    await writeRecords(stamped);
    return stamped;
  }
  return batch;
}

async function freshClock() {
  await ask('GET', '/api/health/live');
  const clock = await readKept('clock');
  if (clock === null) throw new Error('the server told no time');
  return clock;
}

async function sendBatch(enrolment: Enrolment, batch: readonly FieldRecord[]): Promise<BatchVerdict> {
  const readings = batch.map((r) => ({
    reading_id: r.id,
    timestamp: r.timestamp,
    market_id: r.marketId,
    device_id: r.deviceId,
    prices: { [r.commodity]: r.price },
  }));
  const answer = await ask('POST', '/ingest', enrolment.token, JSON.stringify({ readings }));
  return readBatchAnswer(answer.status, answer.body, answer.retryAfter, batch.length);
}
