-- What an enumerator may send beside a reading: a picture, and how far from the market the phone was. Where exactly
-- it was is worked out on arrival and not kept. Personal data: rows are deleted when their time is over.
CREATE TABLE "reading_evidence" (
    "reading_id" UUID NOT NULL,
    "device_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "photo" BYTEA,
    "photo_hash" BYTEA,
    "distance_m" INTEGER,
    "accuracy_m" INTEGER,

    CONSTRAINT "reading_evidence_pkey" PRIMARY KEY ("reading_id", "device_id")
);
CREATE INDEX "reading_evidence_device_id_received_at_idx" ON "reading_evidence" ("device_id", "received_at");

ALTER TABLE "reading_evidence" ADD CONSTRAINT "reading_evidence_says_something"
  CHECK ("photo" IS NOT NULL OR "distance_m" IS NOT NULL);
ALTER TABLE "reading_evidence" ADD CONSTRAINT "reading_evidence_photo_small" CHECK (octet_length("photo") <= 204800);
