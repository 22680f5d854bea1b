-- The first day, by the market's own clock, on which a market does not trade for good, and why. A column without a
-- default is added without rewriting the table.
ALTER TABLE "market" ADD COLUMN "closed_on" DATE, ADD COLUMN "closed_reason" TEXT;
ALTER TABLE "market" ADD CONSTRAINT "market_closed_for_a_reason" CHECK (("closed_on" IS NULL) = ("closed_reason" IS NULL));
