-- As the model describes a list: it may be absent, which reads as empty.
ALTER TABLE "api_token" ALTER COLUMN "scopes" DROP NOT NULL;
