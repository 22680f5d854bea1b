-- What was learnt of the causes of price changes. Rows never change: weighing a stored price again needs the model
-- that weighed it.
CREATE TABLE "impact_fit" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "basis" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "impact_fit_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "impact_model" (
    "fit_id" INTEGER NOT NULL,
    "commodity_id" SMALLINT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "impact_model_pkey" PRIMARY KEY ("fit_id","commodity_id")
);
ALTER TABLE "impact_model" ADD CONSTRAINT "impact_model_fit_id_fkey" FOREIGN KEY ("fit_id") REFERENCES "impact_fit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "impact_model_append_only" BEFORE UPDATE OR DELETE ON "impact_model"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What sensors felt, by day, so that years of readings need not be read again each night.
CREATE TABLE "region_weather" (
    "region_id" SMALLINT NOT NULL,
    "day" DATE NOT NULL,
    "readings" INTEGER NOT NULL,
    "temperature" REAL,
    "humidity" REAL,

    CONSTRAINT "region_weather_pkey" PRIMARY KEY ("region_id","day")
);
CREATE INDEX "reading_received_at_idx" ON "reading" USING BRIN ("received_at");
