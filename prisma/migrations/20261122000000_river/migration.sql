-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "region" (
    "id" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "panel_name" TEXT,
    "island" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "rice_zone" SMALLINT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "aliases" TEXT[],

    CONSTRAINT "region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commodity" (
    "id" SMALLINT NOT NULL,
    "code" TEXT NOT NULL,
    "name_id" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "panel_name" TEXT,
    "volatility" TEXT NOT NULL,
    "typical_price" INTEGER,
    "household_per_month" DOUBLE PRECISION,

    CONSTRAINT "commodity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commodity_alias" (
    "id" SERIAL NOT NULL,
    "alias" TEXT NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "market_id" INTEGER,

    CONSTRAINT "commodity_alias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commodity_unit" (
    "commodity_id" SMALLINT NOT NULL,
    "unit" TEXT NOT NULL,
    "base_units" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "commodity_unit_pkey" PRIMARY KEY ("commodity_id","unit")
);

-- CreateTable
CREATE TABLE "market" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "origin" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "market_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" TEXT NOT NULL,
    "market_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "token_version" INTEGER NOT NULL DEFAULT 1,
    "last_seen_at" TIMESTAMPTZ(3),
    "clock_offset_ms" INTEGER,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_enrolment" (
    "code_hash" BYTEA NOT NULL,
    "device_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_enrolment_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "reading" (
    "device_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "market_id" INTEGER NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "temperature" REAL,
    "humidity" REAL,
    "crowd" INTEGER,
    "provenance" SMALLINT NOT NULL,
    "first_index" BIGINT NOT NULL,
    "prices" SMALLINT NOT NULL,

    CONSTRAINT "reading_pkey" PRIMARY KEY ("id","device_id")
);

-- CreateTable
CREATE TABLE "observation" (
    "id" BIGINT NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "reading_id" UUID,
    "market_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "price" INTEGER NOT NULL,
    "lane" SMALLINT NOT NULL,
    "provenance" SMALLINT NOT NULL,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("id","observed_at")
);

-- CreateTable
CREATE TABLE "verdict" (
    "observation_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "lane" SMALLINT NOT NULL,
    "score" REAL NOT NULL,
    "flags" TEXT[],
    "rule_version" TEXT NOT NULL,
    "detail" JSON NOT NULL,
    "price_change" REAL,
    "impact_score" REAL NOT NULL,
    "dominant_factor" TEXT NOT NULL,
    "factors" JSON NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT NOT NULL,

    CONSTRAINT "verdict_pkey" PRIMARY KEY ("observation_id","id")
);

-- CreateTable
CREATE TABLE "rollup_hour" (
    "level" SMALLINT NOT NULL,
    "area_id" INTEGER NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "n" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "low" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "simulated" INTEGER NOT NULL,

    CONSTRAINT "rollup_hour_pkey" PRIMARY KEY ("level","area_id","commodity_id","bucket")
);

-- CreateTable
CREATE TABLE "rollup_day" (
    "level" SMALLINT NOT NULL,
    "area_id" INTEGER NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "bucket" DATE NOT NULL,
    "n" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "low" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "simulated" INTEGER NOT NULL,

    CONSTRAINT "rollup_day_pkey" PRIMARY KEY ("level","area_id","commodity_id","bucket")
);

-- CreateTable
CREATE TABLE "ledger_leaf" (
    "id" BIGINT NOT NULL,
    "entry" BYTEA NOT NULL,

    CONSTRAINT "ledger_leaf_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_tile" (
    "level" SMALLINT NOT NULL,
    "id" BIGINT NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "ledger_tile_pkey" PRIMARY KEY ("level","id")
);

-- CreateTable
CREATE TABLE "ledger_head" (
    "id" SMALLINT NOT NULL,
    "size" BIGINT NOT NULL,
    "frontier" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_checkpoint" (
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_checkpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "reference_price" (
    "id" SERIAL NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "zone" SMALLINT,
    "low" INTEGER,
    "high" INTEGER NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,
    "regulation" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "reference_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "macro_indicator" (
    "name" TEXT NOT NULL,
    "period" DATE NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "macro_indicator_pkey" PRIMARY KEY ("name","period")
);

-- CreateTable
CREATE TABLE "calendar_event" (
    "name" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "calendar_event_pkey" PRIMARY KEY ("name","day")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "commodity_id" SMALLINT,
    "region_id" SMALLINT,
    "market_id" INTEGER,
    "evidence" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "role" TEXT NOT NULL,
    "market_id" INTEGER,
    "region_id" SMALLINT,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "user_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "accepted" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "region_name_key" ON "region"("name");

-- CreateIndex
CREATE UNIQUE INDEX "commodity_code_key" ON "commodity"("code");

-- CreateIndex
CREATE INDEX "commodity_alias_alias_idx" ON "commodity_alias"("alias");

-- CreateIndex
CREATE UNIQUE INDEX "market_code_key" ON "market"("code");

-- CreateIndex
CREATE INDEX "market_region_id_idx" ON "market"("region_id");

-- CreateIndex
CREATE INDEX "device_market_id_idx" ON "device"("market_id");

-- CreateIndex
CREATE INDEX "device_changed_at_idx" ON "device"("changed_at");

-- CreateIndex
CREATE INDEX "device_enrolment_device_id_idx" ON "device_enrolment"("device_id");

-- CreateIndex
CREATE INDEX "observation_market_id_commodity_id_observed_at_idx" ON "observation"("market_id", "commodity_id", "observed_at");

-- CreateIndex
CREATE INDEX "observation_observed_at_idx" ON "observation" USING BRIN ("observed_at");

-- CreateIndex
CREATE INDEX "rollup_day_level_commodity_id_bucket_idx" ON "rollup_day"("level", "commodity_id", "bucket");

-- CreateIndex
CREATE INDEX "reference_price_commodity_id_idx" ON "reference_price"("commodity_id");

-- CreateIndex
CREATE INDEX "alert_state_opened_at_idx" ON "alert"("state", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at");

-- AddForeignKey
ALTER TABLE "commodity_alias" ADD CONSTRAINT "commodity_alias_commodity_id_fkey" FOREIGN KEY ("commodity_id") REFERENCES "commodity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commodity_alias" ADD CONSTRAINT "commodity_alias_market_id_fkey" FOREIGN KEY ("market_id") REFERENCES "market"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commodity_unit" ADD CONSTRAINT "commodity_unit_commodity_id_fkey" FOREIGN KEY ("commodity_id") REFERENCES "commodity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market" ADD CONSTRAINT "market_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_market_id_fkey" FOREIGN KEY ("market_id") REFERENCES "market"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_enrolment" ADD CONSTRAINT "device_enrolment_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reference_price" ADD CONSTRAINT "reference_price_commodity_id_fkey" FOREIGN KEY ("commodity_id") REFERENCES "commodity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
