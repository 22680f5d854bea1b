-- Failed attempts to sign in, counted by whom they were meant for and by hour, until the audit tells of them.
CREATE TABLE "sign_in_failure" (
    "subject" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL,
    "lockouts" INTEGER NOT NULL,
    "told_lockouts" INTEGER NOT NULL DEFAULT 0,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_failure_pkey" PRIMARY KEY ("subject","hour")
);
