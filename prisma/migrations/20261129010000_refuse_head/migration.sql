-- A writer that names the size it computed its leaves for moves the head only from there. When another one was
-- faster, its statement ends here and nothing of it is written. `take_ledger_head` stays for instances of the
-- version before, which may still be running.
CREATE FUNCTION refuse_ledger_head(expected bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger has grown past %', expected USING ERRCODE = 'SL001';
END $$;
