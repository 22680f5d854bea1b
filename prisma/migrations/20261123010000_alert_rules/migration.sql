-- A silent device is an alert of its own, and administrators say what calls for one.

ALTER TABLE "alert" ADD COLUMN "device_id" TEXT;

CREATE TABLE "alert_rule" (
  "kind" TEXT NOT NULL,
  "commodity_id" SMALLINT NOT NULL,
  "enabled" BOOLEAN NOT NULL,
  "figures" JSONB NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("kind", "commodity_id")
);
