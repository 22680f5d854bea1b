/** People who hold the device of the reading `r` no more, whoever holds it now left out. */
const OTHERS = `device_holder e WHERE e.device_id = r.device_id AND e.until >= o.observed_at
  AND NOT EXISTS (SELECT 1 FROM device_holder h
                  WHERE h.device_id = r.device_id AND h.until IS NULL AND h.user_id = e.user_id)`;

/** Whoever holds the device now also held it between the observation and its arrival. */
const THEIRS = `EXISTS (SELECT 1 FROM device_holder m JOIN device_holder h
    ON h.device_id = m.device_id AND h.user_id = m.user_id AND h.until IS NULL
  WHERE m.device_id = r.device_id AND m.since <= o.received_at AND (m.until IS NULL OR m.until >= o.observed_at))`;

/**
 * Whether the price `o` of a reading `r` concerns somebody else than whoever has the device now: another person held it
 * between the observation and its arrival; or nobody is known to have, and another person held it since. A device that
 * comes back to whoever reported brings their prices back with it.
 */
export const HANDED_ON = `EXISTS (SELECT 1 FROM ${OTHERS} AND (e.since <= o.received_at OR NOT ${THEIRS}))`;
