interface Day {
  readonly day: string;
  /** Rp per unit. */
  readonly price: number;
}

/**
 * Days of the nation up to today, oldest first. Today is the live figure, in which every market counts with its last price;
 * days that have begun further east are part of it.
 *
 * @param live `null` while nobody reports
 */
export function sparkDays(days: readonly Day[], today: string, live: number | null): Day[] {
  const past = days.filter(({ day }) => (live === null ? day <= today : day < today));
  const known = past.map(({ day, price }) => ({ day, price }));
  return live === null ? known : [...known, { day: today, price: live }];
}
