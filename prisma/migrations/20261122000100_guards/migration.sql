-- What the database itself refuses, whoever is connected.

ALTER TABLE "observation" ADD CONSTRAINT "observation_price_positive" CHECK ("price" > 0);
ALTER TABLE "observation" ADD CONSTRAINT "observation_lane_known" CHECK ("lane" BETWEEN 0 AND 2);
ALTER TABLE "reading" ADD CONSTRAINT "reading_prices_positive" CHECK ("prices" > 0);

-- One alias names one commodity within a market.
CREATE UNIQUE INDEX "commodity_alias_market_key" ON "commodity_alias" ("market_id", "alias", "commodity_id");

-- The head exists from the start, so that every writer can lock it. A size of 0 has an empty edge.
INSERT INTO "ledger_head" ("id", "size", "frontier", "updated_at") VALUES (1, 0, ''::bytea, now());

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_no_truncate" BEFORE TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "verdict_append_only" BEFORE UPDATE OR DELETE ON "verdict"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_checkpoint_append_only" BEFORE UPDATE OR DELETE ON "ledger_checkpoint"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Imported history was never a message, so its rows have ids of their own below zero; one leaf seals a
-- whole batch of them by the root of a tree over its rows.
CREATE SEQUENCE "imported_id_seq" AS bigint INCREMENT -1 MAXVALUE -1 START -1;

-- Rows of a rollup are updated in place again and again: room in the page keeps that cheap.
ALTER TABLE "rollup_hour" SET (fillfactor = 70);
ALTER TABLE "rollup_day" SET (fillfactor = 90);
ALTER TABLE "ledger_head" SET (fillfactor = 10);

-- A writer names the size that it computed its leaves for. When another one was faster, its transaction ends
-- here, before anything was written.
CREATE FUNCTION take_ledger_head(expected bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM ledger_head WHERE id = 1 AND size = expected FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the ledger has grown past %', expected USING ERRCODE = 'SL001';
  END IF;
END $$;
