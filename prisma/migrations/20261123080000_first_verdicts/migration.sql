-- Every price has exactly one first verdict, made before it is stored. It lies in the price's own row: one row and
-- one index entry less for each price on the way in. Only later verdicts have rows of their own.
ALTER TABLE "observation"
  ADD COLUMN "first_lane" SMALLINT,
  ADD COLUMN "score" REAL,
  ADD COLUMN "flags" TEXT[],
  ADD COLUMN "rule_version" TEXT,
  ADD COLUMN "detail" JSON,
  ADD COLUMN "price_change" REAL,
  ADD COLUMN "impact_score" REAL,
  ADD COLUMN "dominant_factor" TEXT,
  ADD COLUMN "factors" JSON;

UPDATE "observation" o SET
  "first_lane" = v.lane, "score" = v.score, "flags" = v.flags, "rule_version" = v.rule_version, "detail" = v.detail,
  "price_change" = v.price_change, "impact_score" = v.impact_score, "dominant_factor" = v.dominant_factor,
  "factors" = v.factors
FROM "verdict" v WHERE v.observation_id = o.id AND v.id = o.id;

DROP TRIGGER "verdict_append_only" ON "verdict";
DELETE FROM "verdict" WHERE id = observation_id;
DROP INDEX "verdict_later_idx";
ALTER TABLE "verdict" RENAME TO "later_verdict";
ALTER TABLE "later_verdict" RENAME CONSTRAINT "verdict_pkey" TO "later_verdict_pkey";
CREATE INDEX "later_verdict_id_idx" ON "later_verdict" ("id");
ALTER TABLE "later_verdict" ADD CONSTRAINT "later_verdict_is_later" CHECK ("id" > "observation_id");
CREATE TRIGGER "later_verdict_append_only" BEFORE UPDATE OR DELETE ON "later_verdict"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A first verdict is never changed, and goes only with history that never had one.
CREATE TRIGGER "observation_first_verdict_stays"
  BEFORE UPDATE OF "first_lane", "score", "flags", "rule_version", "detail", "price_change", "impact_score",
    "dominant_factor", "factors" ON "observation"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "observation_judged_stays" BEFORE DELETE ON "observation"
  FOR EACH ROW WHEN (OLD."first_lane" IS NOT NULL) EXECUTE FUNCTION refuse_change();

-- All verdicts, whichever row they lie in.
CREATE VIEW "verdict" AS
SELECT o.id AS observation_id, o.id, o.first_lane AS lane, o.score, o.flags, o.rule_version, o.detail, o.price_change,
       o.impact_score, o.dominant_factor, o.factors, o.published_at AS decided_at, 'judge'::text AS decided_by
FROM "observation" o WHERE o.first_lane IS NOT NULL
UNION ALL
SELECT observation_id, id, lane, score, flags, rule_version, detail, price_change, impact_score, dominant_factor,
       factors, decided_at, decided_by
FROM "later_verdict";
