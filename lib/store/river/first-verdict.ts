/**
 * SQL beside `observation o`: its first verdict as `v`, with the columns of the view `verdict`. Leaves out imported
 * history, which has none. Costs nothing: the verdict lies in the row itself.
 */
export const FIRST_VERDICT = `JOIN LATERAL (
  SELECT o.id AS observation_id, o.id, o.first_lane AS lane, o.score, o.flags, o.rule_version, o.detail, o.price_change,
         o.impact_score, o.dominant_factor, o.factors, o.published_at AS decided_at, 'judge'::text AS decided_by
) v ON v.lane IS NOT NULL`;
