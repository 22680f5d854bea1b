import type { Pool } from 'pg';
import { textArray } from '../array-literal';

/** When a device was last seen, and what it said of itself since; what is absent stays as it was. */
export interface Sighting {
  readonly deviceId: string;
  /** ms since 1970; `null` when somebody else told of it, as a broker does of one that is gone. */
  readonly lastSeenAt: number | null;
  readonly online?: boolean;
  readonly clockOffsetMs?: number;
  readonly battery?: number;
  readonly queueDepth?: number;
  readonly software?: string;
}

/** Rows are taken in the order of their ids, so that two instances never wait for each other in a circle. */
const WRITE = `
WITH said AS (
  SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::boolean[], $4::int[], $5::smallint[], $6::int[], $7::text[])
    AS x (id, seen, online, clock_offset, battery, queue, software)
), held AS (
  SELECT d.id FROM device d JOIN said USING (id) ORDER BY d.id FOR NO KEY UPDATE OF d
)
UPDATE device d SET
  last_seen_at = GREATEST(d.last_seen_at, said.seen),
  silent_since = CASE WHEN said.seen IS NULL THEN d.silent_since END,
  online = COALESCE(said.online, d.online),
  clock_offset_ms = COALESCE(said.clock_offset, d.clock_offset_ms),
  battery = COALESCE(said.battery, d.battery),
  queue_depth = COALESCE(said.queue, d.queue_depth),
  software = COALESCE(said.software, d.software)
FROM said JOIN held USING (id) WHERE d.id = said.id`;

/** One statement for all of them. Devices that do not exist are passed over. */
export async function writeSightings(pool: Pool, sightings: readonly Sighting[]): Promise<void> {
  await pool.query({
    name: 'device-sightings',
    text: WRITE,
    values: [
      textArray(sightings.map((s) => s.deviceId)),
      sightings.map((s) => (s.lastSeenAt === null ? null : new Date(s.lastSeenAt).toISOString())),
      sightings.map((s) => s.online ?? null),
      sightings.map((s) => s.clockOffsetMs ?? null),
      sightings.map((s) => s.battery ?? null),
      sightings.map((s) => s.queueDepth ?? null),
      sightings.map((s) => s.software ?? null),
    ],
  });
}
