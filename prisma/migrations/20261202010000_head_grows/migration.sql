-- Whether the head grows is asked in the trigger's own condition, which PostgreSQL evaluates for every commit without
-- entering PL/pgSQL; the function speaks for those that shrink it.
DROP TRIGGER "ledger_head_grows" ON "ledger_head";
CREATE TRIGGER "ledger_head_grows" BEFORE UPDATE ON "ledger_head"
  FOR EACH ROW WHEN (NEW.size < OLD.size) EXECUTE FUNCTION refuse_shorter();
