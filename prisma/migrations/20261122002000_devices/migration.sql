-- The life of a device, what it says of itself, and its certificates.

ALTER TABLE "device"
  ADD COLUMN "group_name" TEXT,
  ADD COLUMN "previous_until" TIMESTAMPTZ(3),
  ADD COLUMN "public_key" TEXT,
  ADD COLUMN "config" JSONB,
  ADD COLUMN "online" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "battery" SMALLINT,
  ADD COLUMN "queue_depth" INTEGER,
  ADD COLUMN "software" TEXT,
  ADD COLUMN "silent_since" TIMESTAMPTZ(3);

ALTER TABLE "device" ADD CONSTRAINT "device_status_known"
  CHECK ("status" IN ('pending', 'active', 'suspended', 'revoked', 'retired'));
-- Rows are updated in place whenever devices are seen: room in the page keeps that cheap.
ALTER TABLE "device" SET (fillfactor = 70);

CREATE INDEX "device_group_name_idx" ON "device" ("group_name");

-- A code that replaces a token makes the earlier one run out.
ALTER TABLE "device_enrolment" ADD COLUMN "replaces" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "device_certificate" (
  "fingerprint" TEXT NOT NULL,
  "device_id" TEXT NOT NULL,
  "serial" TEXT NOT NULL,
  "not_after" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "device_certificate_pkey" PRIMARY KEY ("fingerprint")
);
CREATE INDEX "device_certificate_device_id_idx" ON "device_certificate" ("device_id");
CREATE INDEX "device_certificate_revoked_at_idx" ON "device_certificate" ("revoked_at");
