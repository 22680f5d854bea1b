import { type Answer, ask, problemOf } from '../http-client';
import type { OwnKey } from '../own-key';
import { tellServer } from '../tell-server';
import type { Credentials } from '../token-file';
import { isOwnFault, type Outcome, receiptOf, type Sent } from './outcome';
import type { Sender, Sending } from './sender';

export interface HttpSenderDeps {
  readonly credentials: () => Credentials;
  readonly server: () => string;
  readonly ownKey: OwnKey | null;
  readonly onClock: (ahead: number) => void;
  /** What the device says of itself. */
  readonly about: () => object;
}

/** Sends by `POST /ingest`, many at a time. */
export function createHttpSender(deps: HttpSenderDeps): Sender {
  return {
    async send(readings) {
      const body = Buffer.from(`{"readings":[${readings.map((r) => r.text).join(',')}]}`);
      const answer = await ask(`${deps.server()}/ingest`, {
        method: 'POST',
        body,
        headers: {
          authorization: `Bearer ${deps.credentials().token}`,
          'content-type': 'application/json',
          ...(deps.ownKey === null ? {} : { 'x-smp-signature': deps.ownKey.sign(body) }),
        },
      });
      if (answer.kind === 'answer' && answer.clockAhead !== null) deps.onClock(answer.clockAhead);
      return sentOf(answer, readings);
    },
    tell: () =>
      tellServer({ ...deps.credentials(), server: deps.server() }, { ...deps.about(), state: 'online' }),
    close: async () => undefined,
  };
}

/** What an answer says of the readings. Only what is certainly ours counts; anything else is tried again. */
export function sentOf(answer: Answer, readings: readonly Sending[]): Sent {
  if (answer.kind === 'none') return { kind: 'later', why: answer.why, retryAfter: null };
  const { status, problem, retryAfter, body } = answer;
  const results = resultsOf(body);
  if (status === 202 && results?.length === readings.length) {
    const outcomes = readings.map((reading, i) => outcomeOf(results[i], reading));
    return { kind: 'outcomes', outcomes, retryAfter };
  }
  const why = `the server answered ${status}${problem === null ? '' : `: ${problem.detail}`}`;
  // A proxy before the server may take less in one request than the server does.
  if (status === 413 && readings.length > 1) return { kind: 'split', why };
  if (problem === null) return { kind: 'later', why, retryAfter };
  if (status === 401) return { kind: 'stop', why: problem.detail };
  if (isOwnFault(problem)) {
    if (readings.length > 1) return { kind: 'split', why };
    return { kind: 'outcomes', outcomes: [{ kind: 'rejected', problem }], retryAfter: null };
  }
  if (status === 403) return { kind: 'stop', why: problem.detail };
  return { kind: 'later', why, retryAfter };
}

function outcomeOf(result: unknown, reading: Sending): Outcome {
  const receipt = receiptOf(result, reading.readingId);
  if (receipt !== null) return { kind: 'delivered', receipt };
  const problem = problemOf(result);
  return problem !== null && isOwnFault(problem) ? { kind: 'rejected', problem } : { kind: 'again' };
}

function resultsOf(body: unknown): readonly unknown[] | null {
  if (typeof body !== 'object' || body === null || !('results' in body)) return null;
  return Array.isArray(body.results) ? body.results : null;
}
