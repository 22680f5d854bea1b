-- One entry of a bundle (each behind its length as two big-endian bytes), so that a proof need not fetch all 256.
CREATE FUNCTION ledger_entry(bundle bytea, nth integer) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  -- Unpacked once, not at every look.
  data CONSTANT bytea := bundle || ''::bytea;
  at integer := 0;
BEGIN
  FOR i IN 1..nth LOOP
    at := at + 2 + get_byte(data, at) * 256 + get_byte(data, at + 1);
  END LOOP;
  RETURN substring(data FROM at + 3 FOR get_byte(data, at) * 256 + get_byte(data, at + 1));
END $$;
