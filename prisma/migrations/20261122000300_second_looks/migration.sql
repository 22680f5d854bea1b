-- Second looks are few among many prices; these indexes hold only them, so that writing the many stays cheap.
CREATE INDEX "observation_held_idx" ON "observation" ("observed_at") WHERE "lane" > 0;
CREATE INDEX "verdict_later_idx" ON "verdict" ("id") WHERE "id" > "observation_id";
