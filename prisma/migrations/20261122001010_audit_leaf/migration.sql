-- Where the leaf of an act stands in the ledger; none for acts from before people's acts were sealed.
ALTER TABLE "audit" ADD COLUMN "ledger_index" BIGINT;
