import type { TokenKeeper } from '../keep-token';
import type { Log } from '../log';
import type { Sleeper } from '../sleep';
import type { Drain, Step } from './drain';

export interface SendLoopDeps {
  readonly drain: Drain;
  readonly token: TokenKeeper;
  readonly sleeper: Sleeper;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** What is to be done before each step. */
  readonly before: () => void;
  /** Whether the loop ends as soon as nothing waits, or nothing may be sent. */
  readonly ending: () => boolean;
  readonly waiting: () => number;
  /** Whether it shows a certificate, which then counts and not its token. */
  readonly byCertificate: boolean;
  /** What keeps it from sending; `null` when nothing does. */
  readonly onTrouble: (why: string | null) => void;
}

/** New readings end a sleep; this only bounds it. */
const IDLE_MS = 1_000;
/** While the server does not let this device send: how often somebody may have joined anew, and how often it is asked. */
const STOPPED_LOOK_MS = 5_000;
const STOPPED_RETRY_MS = 5 * 60_000;
const REMEDY = 'ask your administrator for a new code, then: smp device --register --server URL --code CODE';
const CERTIFICATE_REMEDY =
  'the certificate may be revoked, expired or that of another device: run smp device doctor, and ask your administrator';

/** Sends until it is told to stop. @returns false when it ends because the server does not let this device send */
export async function sendLoop(deps: SendLoopDeps): Promise<boolean> {
  const { drain, token, signal } = deps;
  while (!signal.aborted) {
    await token.tend();
    deps.before();
    const step = await drain.step();
    if (step.next === 'idle' && deps.ending()) return true;
    tell(step, deps);
    if (step.next === 'stop' && deps.ending()) return false;
    await pause(step, deps);
  }
  return true;
}

function tell(step: Step, { log, waiting, byCertificate, onTrouble }: SendLoopDeps): void {
  if (step.next === 'wait') {
    log.warn('not-sent', { why: step.why, waiting: waiting(), wait_ms: step.ms });
  } else if (step.next === 'stop') {
    const remedy = byCertificate ? CERTIFICATE_REMEDY : REMEDY;
    log.error('not-allowed', { why: step.why, waiting: waiting(), remedy });
  }
  onTrouble('why' in step ? step.why : null);
}

async function pause(step: Step, deps: SendLoopDeps): Promise<void> {
  const { signal, sleeper, token } = deps;
  if (step.next === 'on') return;
  if (step.next === 'idle') {
    if (!signal.aborted && !deps.ending()) await sleeper.sleep(IDLE_MS);
    return;
  }
  if (step.next === 'wait') return await waitWhole(step.ms, deps);
  const until = performance.now() + STOPPED_RETRY_MS;
  while (!signal.aborted && performance.now() < until && !token.reload())
    await waitWhole(STOPPED_LOOK_MS, deps);
}

/** New readings do not shorten a wait that protects the server, nor does setting this machine's clock; a stop does. */
async function waitWhole(ms: number, { signal, sleeper }: SendLoopDeps): Promise<void> {
  const until = performance.now() + ms;
  for (let left = ms; left > 0 && !signal.aborted; left = until - performance.now())
    await sleeper.sleep(left);
}
