/**
 * Keys of PostgreSQL's advisory locks, which all share one space: two that are alike would keep each other waiting.
 * Every version and every instance takes the same ones.
 */
export const LOCK_KEYS = {
  migration: 5_060_708,
  seed: 5_060_709,
  loader: 5_060_710,
  demo: 5_060_711,
  import: 5_060_712,
  feeds: 5_060_713,
  reporters: 5_060_714,
  impact: 5_060_715,
  alerts: 5_060_716,
  firstAdmin: 5_060_717,
  /** Signs and packs the ledger. */
  ledger: 5_060_720,
  /** Owns the built-in database as long as it runs. */
  server: 5_060_721,
} as const;
