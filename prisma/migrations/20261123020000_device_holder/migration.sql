-- Which person reports with a device, and since when: what he reported with it stays his report for good.
CREATE TABLE "device_holder" (
    "device_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "device_holder_pkey" PRIMARY KEY ("device_id", "since")
);
CREATE INDEX "device_holder_user_id_idx" ON "device_holder" ("user_id");

ALTER TABLE "device_holder" ADD CONSTRAINT "device_holder_device_id_fkey"
  FOREIGN KEY ("device_id") REFERENCES "device" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "device_holder" ADD CONSTRAINT "device_holder_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "device_holder" ADD CONSTRAINT "device_holder_in_order" CHECK ("until" > "since");
