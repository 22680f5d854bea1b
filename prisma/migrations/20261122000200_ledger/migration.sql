-- Salts of the commitments that stand in leaves for persons. Deleting a salt makes its leaves say nothing
-- about anybody, for good.
CREATE TABLE "ledger_salt" (
    "subject" TEXT NOT NULL,
    "salt" BYTEA NOT NULL,

    CONSTRAINT "ledger_salt_pkey" PRIMARY KEY ("subject")
);
ALTER TABLE "ledger_salt" ADD CONSTRAINT "ledger_salt_length" CHECK (length("salt") = 16);

-- Checkpoints with the cosignatures of witnesses, as published when a policy asks for any.
CREATE TABLE "ledger_cosigned" (
    "size" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_cosigned_pkey" PRIMARY KEY ("size")
);

-- Bundles hold texts that are much alike. Servers built without lz4 compress them in the older way.
DO $$ BEGIN
  ALTER TABLE "ledger_tile" ALTER COLUMN "data" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;

-- Leaves come and go in order; room is given back before it becomes much.
ALTER TABLE "ledger_leaf" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000);

-- A leaf is never changed, and goes only once its bundle holds it.
CREATE FUNCTION keep_unpacked_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT max(id) FROM gone) >= (SELECT COALESCE(max(id) + 1, 0) * 256 FROM ledger_tile WHERE level = -1) THEN
    RAISE EXCEPTION 'a leaf that is not packed may not be deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "ledger_leaf_no_update" BEFORE UPDATE ON "ledger_leaf"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_leaf_kept" AFTER DELETE ON "ledger_leaf"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_unpacked_leaves();
CREATE TRIGGER "ledger_leaf_no_truncate" BEFORE TRUNCATE ON "ledger_leaf"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A tile above the leaves may grow at its end; nothing else about tiles changes.
CREATE FUNCTION grow_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.level < 1 OR NEW.level <> OLD.level OR NEW.id <> OLD.id
     OR substring(NEW.data FOR length(OLD.data)) <> OLD.data OR length(NEW.data) > 8192 THEN
    RAISE EXCEPTION 'a tile may only grow' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ledger_tile_grow_only" BEFORE UPDATE ON "ledger_tile"
  FOR EACH ROW EXECUTE FUNCTION grow_only();
CREATE TRIGGER "ledger_tile_no_delete" BEFORE DELETE ON "ledger_tile"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_tile_no_truncate" BEFORE TRUNCATE ON "ledger_tile"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A busy log signs every second, 3.7 kB a time: the last checkpoint of each minute stays for good, and each
-- one for a day. Those that go are prefixes of those that stay.
CREATE FUNCTION thin_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.created_at > now() - interval '1 day' OR NOT EXISTS (
    SELECT 1 FROM ledger_checkpoint WHERE size > OLD.size
    AND date_trunc('minute', created_at) = date_trunc('minute', OLD.created_at)) THEN
    RAISE EXCEPTION 'the last checkpoint of a minute stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
DROP TRIGGER "ledger_checkpoint_append_only" ON "ledger_checkpoint";
CREATE TRIGGER "ledger_checkpoint_no_update" BEFORE UPDATE ON "ledger_checkpoint"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_checkpoint_thin_only" BEFORE DELETE ON "ledger_checkpoint"
  FOR EACH ROW EXECUTE FUNCTION thin_only();
CREATE TRIGGER "ledger_checkpoint_no_truncate" BEFORE TRUNCATE ON "ledger_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX "ledger_checkpoint_created_at_idx" ON "ledger_checkpoint" ("created_at");

-- The log never shrinks.
CREATE FUNCTION refuse_shorter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size < OLD.size THEN
    RAISE EXCEPTION 'the ledger may not shrink' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ledger_head_grows" BEFORE UPDATE ON "ledger_head"
  FOR EACH ROW EXECUTE FUNCTION refuse_shorter();
CREATE TRIGGER "ledger_head_no_delete" BEFORE DELETE ON "ledger_head"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
