-- A person who is to be forgotten keeps the row and loses the salt: a row that is missing is a fault.
ALTER TABLE "ledger_salt" DROP CONSTRAINT "ledger_salt_length";
ALTER TABLE "ledger_salt" ADD CONSTRAINT "ledger_salt_length" CHECK (length("salt") IN (0, 16));
