/*
 * One page or worker of this phone at a time sends, or changes the name that the phone sends under: what is sent, and what
 * comes of it, belongs to the name that it was begun with.
 */

const NAME = 'smp-field-send';

/** Runs the work unless somebody has the turn: then `busy`, and nothing is done. */
export async function ifFree<Result>(work: () => Promise<Result>): Promise<Result | 'busy'> {
  return navigator.locks.request(NAME, { ifAvailable: true }, async (lock) =>
    lock === null ? 'busy' : work(),
  );
}

/** Waits for the turn, then runs the work. */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  return navigator.locks.request(NAME, work);
}

/** Somebody waits for the turn: whoever has a long queue to send lets them go first. */
export async function isWanted(): Promise<boolean> {
  const { pending = [] } = await navigator.locks.query();
  return pending.some(({ name }) => name === NAME);
}
