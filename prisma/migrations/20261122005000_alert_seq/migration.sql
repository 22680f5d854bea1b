-- Every change of an alert gets the next number, so that whoever follows knows what he missed.
ALTER TABLE "alert" ADD COLUMN "simulated" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "alert" ADD COLUMN "seq" BIGSERIAL NOT NULL;
CREATE UNIQUE INDEX "alert_seq_key" ON "alert"("seq");
