-- Leaves that were sealed together lie in one row, each behind a unit separator, which their text cannot
-- contain: writing them costs a fourth of what a row a leaf does.
CREATE TABLE "ledger_run" (
    "id" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,
    "entries" TEXT NOT NULL,

    CONSTRAINT "ledger_run_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "ledger_run" ADD CONSTRAINT "ledger_run_counted" CHECK ("n" > 0);

-- Runs are short-lived: compressed where that is cheap, else left as they are.
DO $$ BEGIN
  ALTER TABLE "ledger_run" ALTER COLUMN "entries" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  ALTER TABLE "ledger_run" ALTER COLUMN "entries" SET STORAGE EXTERNAL;
END $$;

-- Runs come and go in order; room is given back before it becomes much.
ALTER TABLE "ledger_run" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

INSERT INTO "ledger_run" ("id", "n", "entries") SELECT "id", 1, convert_from("entry", 'UTF8') FROM "ledger_leaf";
DROP TABLE "ledger_leaf";
DROP FUNCTION keep_unpacked_leaves();

-- The leaves of the runs, one a row, for those who look.
CREATE VIEW "ledger_leaf" AS
  SELECT r."id" + t.n - 1 AS "id", convert_to(t.entry, 'UTF8') AS "entry"
  FROM "ledger_run" r CROSS JOIN LATERAL string_to_table(r."entries", chr(31)) WITH ORDINALITY AS t (entry, n);

-- Those of a range, by the runs that reach into it.
CREATE FUNCTION ledger_leaves(first bigint, past bigint) RETURNS TABLE (id bigint, entry bytea)
LANGUAGE sql STABLE AS $$
  SELECT r.id + t.n - 1, convert_to(t.entry, 'UTF8')
  FROM ledger_run r CROSS JOIN LATERAL string_to_table(r.entries, chr(31)) WITH ORDINALITY AS t (entry, n)
  WHERE r.id >= (SELECT COALESCE(max(b.id), 0) FROM ledger_run b WHERE b.id <= first) AND r.id < past
    AND r.id + t.n - 1 >= first AND r.id + t.n - 1 < past
$$;

-- A leaf is never changed, and goes only once a bundle holds it.
CREATE FUNCTION keep_unpacked_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT max(id + n) FROM gone) > (SELECT COALESCE(max(id) + 1, 0) * 256 FROM ledger_tile WHERE level = -1) THEN
    RAISE EXCEPTION 'a leaf that is not packed may not be deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "ledger_run_no_update" BEFORE UPDATE ON "ledger_run"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_run_kept" AFTER DELETE ON "ledger_run"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_unpacked_runs();
CREATE TRIGGER "ledger_run_no_truncate" BEFORE TRUNCATE ON "ledger_run"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
