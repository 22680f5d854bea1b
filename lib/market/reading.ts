/** One price inside a reading, in Rp per base unit of its commodity. */
export interface ReportedPrice {
  readonly commodityId: number;
  /** The name as the device wrote it. */
  readonly saidAs: string;
  readonly price: number;
}

/** A well-formed message from a stall. Times are milliseconds since 1970, UTC. */
export interface Reading {
  /** UUID; derived from device and timestamp when the device sent none. */
  readonly readingId: string;
  readonly deviceId: string;
  readonly marketId: number;
  readonly regionId: number;
  /** As said by the device. */
  readonly observedAt: number;
  /** As received by the server. */
  readonly receivedAt: number;
  readonly temperature: number | null;
  readonly humidity: number | null;
  readonly crowd: number | null;
  /** At least one, each commodity once. */
  readonly prices: readonly ReportedPrice[];
}
