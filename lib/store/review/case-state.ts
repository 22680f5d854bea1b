import { HANDED_ON } from '../devices/handed-on';

/** For an observation `o`: its latest verdict `v`, and the latest act of a person `l`, if any. */
export const CASE_JOINS = `
  JOIN LATERAL (SELECT id, decided_by FROM verdict WHERE observation_id = o.id ORDER BY id DESC LIMIT 1) v ON true
  LEFT JOIN LATERAL (SELECT id, state, lapses_to, due_at FROM review WHERE observation_id = o.id
                     ORDER BY id DESC LIMIT 1) l ON true`;

/** What lay beneath the last question: it is over whenever the time of a proposal that came after it is. */
const BENEATH = `(SELECT COALESCE(lapses_to, 'asked') FROM review
                  WHERE observation_id = o.id AND act = 'ask_again' ORDER BY id DESC LIMIT 1)`;

const GONE = `EXISTS (SELECT 1 FROM reading r WHERE r.id = o.reading_id
  AND r.first_index <= o.id AND o.id < r.first_index + r.prices AND ${HANDED_ON})`;

/** Where the case of `o` stands, as `caseOf` says it; a test compares the two. @param now a place for a parameter */
export function caseState(now: string): string {
  return `CASE
  WHEN l.id IS NULL THEN CASE WHEN v.id > o.id AND v.decided_by = 'judge' THEN 'settled'
                              WHEN o.lane = 0 THEN 'standing' ELSE 'open' END
  WHEN l.state NOT IN ('decided', 'appealed') AND v.id > l.id THEN 'settled'
  WHEN l.due_at <= ${now}::timestamptz AND l.lapses_to = 'asked' THEN ${BENEATH}
  WHEN l.due_at <= ${now}::timestamptz AND l.lapses_to IS NOT NULL THEN l.lapses_to
  WHEN l.state = 'asked' AND l.lapses_to IS NOT NULL AND ${GONE} THEN l.lapses_to
  ELSE l.state END`;
}
