-- What people did about prices: one row an act, never changed. Where a case stands is what its last row says.
CREATE TABLE "review" (
    "id" BIGINT NOT NULL,
    "observation_id" BIGINT NOT NULL,
    "act" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "lapses_to" TEXT,
    "from_lane" SMALLINT NOT NULL,
    "to_lane" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "corrected_price" INTEGER,
    "correction_id" BIGINT,
    "answers" BIGINT,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "review_observation_id_id_idx" ON "review" ("observation_id", "id");
CREATE INDEX "review_correction_id_idx" ON "review" ("correction_id");

ALTER TABLE "review" ADD CONSTRAINT "review_correction_positive" CHECK ("corrected_price" > 0);
CREATE TRIGGER "review_append_only" BEFORE UPDATE OR DELETE ON "review"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "review_no_truncate" BEFORE TRUNCATE ON "review"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
