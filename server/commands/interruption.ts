import { constants } from 'node:os';
import { stopSignals } from '../stop-signals';

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A command was asked to end before its work was done. */
export class Interrupted extends Error {
  readonly code = 'INTERRUPTED';
  /** As shells write down an end by a signal. */
  readonly exitCode: number;

  constructor(readonly signal: StopSignal) {
    super(`interrupted by ${signal} before it was done`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

export interface Interruption {
  /** Aborted, with `Interrupted` as its reason, once somebody asks the command to end. */
  readonly asked: AbortSignal;
  /** Signals are nothing to us any more. */
  forget(): void;
}

/** Work that cannot be cut short gets so long, and is left then as by a power cut, which it has to bear anyway. */
const GRACE_MS = 10_000;

/** Hears signals, and the end of `server/start.mjs`, which nobody passes on when it is killed. */
export function heedSignals(): Interruption {
  const asked = new AbortController();
  let grace: NodeJS.Timeout | undefined;
  const take = stopSignals(
    () => performance.now(),
    (name) => {
      const reason = new Interrupted(SIGNALS.find((signal) => signal === name) ?? 'SIGTERM');
      asked.abort(reason);
      grace = setTimeout(() => process.exit(reason.exitCode), GRACE_MS);
      grace.unref();
    },
    () => process.exit(130),
  );
  const lost = () => take('SIGTERM');
  for (const signal of SIGNALS) process.on(signal, take);
  process.on('disconnect', lost);
  // To listen for the end of the one that started us is no work that keeps us here.
  process.channel?.unref();
  return {
    asked: asked.signal,
    forget() {
      clearTimeout(grace);
      for (const signal of SIGNALS) process.off(signal, take);
      process.off('disconnect', lost);
    },
  };
}

/** Ends this process once it is asked to: for work that holds nothing but what listeners of `exit` give back. */
export function leaveWhenAsked(): void {
  const { asked, forget } = heedSignals();
  asked.addEventListener('abort', () => {
    const { message, signal, exitCode } = asked.reason as Interrupted;
    console.error(message);
    process.emit('exit', exitCode);
    // By the signal itself: `process.exit` waits for reads, and a pipe that nobody fills never ends.
    forget();
    process.kill(process.pid, signal);
  });
}

/** The exit code of what was interrupted, however deep it lies under what was made of it; `null` for another error. */
export function interruptedCode(error: unknown): number | null {
  if (error instanceof Interrupted) return error.exitCode;
  return error instanceof Error && error.cause !== undefined ? interruptedCode(error.cause) : null;
}
