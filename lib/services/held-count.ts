/** How many quarantined prices of the last week wait for somebody's decision. */
export interface HeldCount {
  /** As last counted. */
  current(): number;
  /** Counts again. Whoever asks while one count is under way gets the next one, which all of them share. */
  recount(): Promise<void>;
}

/** Counts one at a time, so that an older figure never comes after a newer one. */
export function createHeldCount(count: () => Promise<number>): HeldCount {
  let held = 0;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = () => {
    const work = count()
      .then((n) => {
        held = n;
      })
      .finally(() => {
        if (running === work) running = null;
      });
    running = work;
    return work;
  };
  return {
    current: () => held,
    recount() {
      if (running === null) return begin();
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null;
          return begin();
        });
      return next;
    },
  };
}
