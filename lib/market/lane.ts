/**
 * What happened to a price. `accepted` counts in averages; `provisional` is shown hatched and in no
 * index until a second opinion; `quarantined` waits for a person and is in no average.
 */
export type Lane = 'accepted' | 'provisional' | 'quarantined';

/** Lanes as stored in hot tables (smallint). Append only: numbers are never reused. */
export const LANE_NUMBER: Readonly<Record<Lane, number>> = { accepted: 0, provisional: 1, quarantined: 2 };

const LANES: readonly Lane[] = ['accepted', 'provisional', 'quarantined'];

/** @throws RangeError when the number names no lane */
export function laneFromNumber(value: number): Lane {
  const lane = LANES[value];
  if (lane === undefined) throw new RangeError(`no lane has the number ${value}`);
  return lane;
}
