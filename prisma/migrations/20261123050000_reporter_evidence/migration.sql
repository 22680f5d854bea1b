-- The first price of each reporter's day and good: what evidence about reporters is made of. Kept for some weeks.
CREATE TABLE "reporter_day" (
    "day" DATE NOT NULL,
    "position" BIGINT NOT NULL,
    "device_id" TEXT NOT NULL,
    "market_id" INTEGER NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "price" INTEGER NOT NULL,
    "typed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reporter_day_pkey" PRIMARY KEY ("day", "device_id", "market_id", "commodity_id")
);
CREATE INDEX "reporter_day_day_position_idx" ON "reporter_day" ("day", "position");

-- What was found about a reporter: one row for each stretch of days.
CREATE TABLE "reporter_evidence" (
    "device_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "strength" REAL NOT NULL,
    "source" TEXT,
    "items" SMALLINT[],
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reporter_evidence_pkey" PRIMARY KEY ("device_id", "kind", "since")
);
CREATE INDEX "reporter_evidence_last_day_idx" ON "reporter_evidence" ("last_day");
