import type { Log } from '@/lib/log';

/** A device that is refused tries again at once, and would fill the log. */
const QUIET_MS = 60_000;
const LONGEST_NAME = 64;

export interface Refused {
  /** As it calls itself. */
  readonly device: string | undefined;
  readonly address: string | undefined;
  readonly why: string;
}

/**
 * Says in the log why a device was not let in, which MQTT 3.1.1 has no words for, at most once a minute.
 *
 * @param now ms
 */
export function refusalTeller(log: Pick<Log, 'warn'>, now: () => number): (refused: Refused) => void {
  let quietUntil = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return ({ device, address, why }) => {
    if (now() < quietUntil) {
      untold += 1;
      return;
    }
    quietUntil = now() + QUIET_MS;
    log.warn(
      { device: device?.slice(0, LONGEST_NAME), address, why, untold },
      'the broker inside did not let a device in',
    );
    untold = 0;
  };
}
