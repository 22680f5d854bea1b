-- Runs are as long as a page holds (see lib/store/ledger/runs.ts) and lie in it as they are: cut into pieces they
-- cost PostgreSQL three times as much to write, and compressed even more than that.
ALTER TABLE "ledger_run" SET (toast_tuple_target = 8160);
