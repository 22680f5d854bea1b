-- What officials saw happen around markets. A row never changes: an end or a correction is a further row that
-- replaces it.
CREATE TABLE "market_event" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "commodity_id" SMALLINT,
    "region_id" SMALLINT,
    "market_id" INTEGER,
    "begins" DATE NOT NULL,
    "ends" DATE,
    "source" TEXT NOT NULL,
    "text_id" TEXT NOT NULL,
    "text_en" TEXT,
    "withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "replaces" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" TEXT NOT NULL,

    CONSTRAINT "market_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "market_event_replaces_key" ON "market_event"("replaces");
CREATE INDEX "market_event_begins_idx" ON "market_event"("begins");

ALTER TABLE "market_event" ADD CONSTRAINT "market_event_order" CHECK ("ends" IS NULL OR "ends" >= "begins");
CREATE TRIGGER "market_event_append_only" BEFORE UPDATE OR DELETE ON "market_event"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "market_event_no_truncate" BEFORE TRUNCATE ON "market_event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
