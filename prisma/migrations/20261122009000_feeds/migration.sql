-- Sources outside of the platform: central and partner prices, kept beside ours and never mixed with them.
CREATE TABLE "feed" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "every_hours" SMALLINT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3),
    "last_result" JSONB,
    "bias" JSONB NOT NULL,

    CONSTRAINT "feed_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "feed_name_key" ON "feed" ("name");
CREATE INDEX "feed_enabled_next_at_idx" ON "feed" ("enabled", "next_at");

-- Rp per base unit. market_id 0: a mean of the region, over n rows of the source.
CREATE TABLE "feed_price" (
    "feed_id" INTEGER NOT NULL,
    "region_id" SMALLINT NOT NULL,
    "market_id" INTEGER NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "day" DATE NOT NULL,
    "price" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "feed_price_pkey" PRIMARY KEY ("feed_id", "day", "region_id", "market_id", "commodity_id")
);
CREATE INDEX "feed_price_commodity_id_region_id_day_idx" ON "feed_price" ("commodity_id", "region_id", "day");

ALTER TABLE "feed_price" ADD CONSTRAINT "feed_price_feed_id_fkey"
  FOREIGN KEY ("feed_id") REFERENCES "feed"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "feed_price" ADD CONSTRAINT "feed_price_positive" CHECK ("price" > 0 AND "n" > 0);
ALTER TABLE "feed" ADD CONSTRAINT "feed_every_hours_sane" CHECK ("every_hours" BETWEEN 1 AND 720);
