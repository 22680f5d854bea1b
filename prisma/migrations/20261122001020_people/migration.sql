-- Addresses are compared in lower case.
UPDATE "app_user" SET "email" = lower("email");

-- The second step at sign-in (RFC 6238): the secret is encrypted, a used time step is not taken again.
ALTER TABLE "app_user" ADD COLUMN "totp_secret" BYTEA;
ALTER TABLE "app_user" ADD COLUMN "totp_confirmed_at" TIMESTAMPTZ(3);
ALTER TABLE "app_user" ADD COLUMN "totp_last_step" BIGINT;

-- Who the person is at the OpenID Connect provider.
ALTER TABLE "app_user" ADD COLUMN "oidc_issuer" TEXT;
ALTER TABLE "app_user" ADD COLUMN "oidc_subject" TEXT;
CREATE UNIQUE INDEX "app_user_oidc_issuer_oidc_subject_key" ON "app_user"("oidc_issuer", "oidc_subject");

-- Codes for whoever lost the authenticator; each works once.
CREATE TABLE "recovery_code" (
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id","hash")
);
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Attempts to sign in, by account and by network; shared by all instances.
CREATE TABLE "sign_in_attempt" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("key")
);

-- Invitations and password resets: links that work once and not for long.
CREATE TABLE "user_link" (
    "hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_link_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "user_link_user_id_idx" ON "user_link"("user_id");
ALTER TABLE "user_link" ADD CONSTRAINT "user_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What an API token may do: sentences; all of its role's when none is named. And where.
ALTER TABLE "api_token" ADD COLUMN "scopes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "api_token" ADD COLUMN "market_id" INTEGER;
ALTER TABLE "api_token" ADD COLUMN "region_id" SMALLINT;
ALTER TABLE "api_token" ADD COLUMN "replaced_by" UUID;

CREATE INDEX "audit_subject_idx" ON "audit"("subject");
CREATE INDEX "audit_actor_id_idx" ON "audit"("actor_id");
