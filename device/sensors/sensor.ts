/** One look at the stall. Prices by name, as the market's alias table knows them, in rupiah. */
export interface Observation {
  readonly prices: Readonly<Record<string, unknown>>;
  /** ISO 8601 with a zone; left out: now. */
  readonly timestamp?: string;
  readonly temperature?: number;
  readonly humidity?: number;
  readonly crowd?: number;
  /**
   * What makes this observation itself, e.g. a file and a line. The same identity always gives the same reading,
   * so that an observation that is read twice around a power cut still counts once.
   */
  readonly identity?: string;
}

/**
 * A source of observations. To add one: a file beside this one that makes it, and a line in `open-sensor.ts`.
 */
export interface Sensor {
  readonly name: string;
  /** What there is to say now, oldest first; an empty list is fine. @throws Error, which is logged and tried again */
  read(): Promise<readonly Observation[]>;
  /** What `read` gave last is safely queued: a place that was read up to may be written down. */
  queued?(): void;
}
