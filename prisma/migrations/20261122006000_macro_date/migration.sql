-- The day on which a source said a figure; none where nobody wrote it down.
ALTER TABLE "macro_indicator" ADD COLUMN "stated_on" DATE;
