import type { Log } from '@/lib/log';

/** What a broker answers to a version of the protocol that it does not speak (MQTT 3.1.1, 3.2.2.3). */
const WRONG_VERSION = 1;
/** A device that is refused tries again at once, and would fill the log. */
const QUIET_MS = 60_000;

/**
 * Says in the log why devices are refused that speak another version of MQTT, at most once a minute.
 *
 * @param now ms
 * @returns true when the error was of that kind
 */
export function versionTeller(
  log: Pick<Log, 'warn'>,
  now: () => number,
): (error: Error, address: string | undefined) => boolean {
  let quietUntil = Number.NEGATIVE_INFINITY;
  return (error, address) => {
    if ((error as { errorCode?: unknown }).errorCode !== WRONG_VERSION) return false;
    if (now() < quietUntil) return true;
    quietUntil = now() + QUIET_MS;
    log.warn(
      { address },
      'a device was refused: the broker inside speaks MQTT 3.1.1 and 3.1, not 5; set the version in the device',
    );
    return true;
  };
}
