import { z } from 'zod';
import { BLOCKS } from '@/lib/market/block';
import { FACTORS } from '@/lib/market/factor';

/** Days around the model's own that it can weigh: markets of the east are ahead, late reports behind. */
export const DAYS_BEFORE = 2;
export const DAYS_AFTER = 2;

const parts = z.array(z.number()).length(FACTORS.length).readonly();
const days = DAYS_BEFORE + 1 + DAYS_AFTER;

/**
 * What was learnt of one commodity, as it is kept: all that weighing a price of these days needs beside the
 * prices of the day. Parts are logs, in the order of `FACTORS`.
 */
export const weekModel = z.object({
  /** Day number; the week that ends on it is weighed. */
  day: z.number().int(),
  /** Weeks that were learnt from. */
  weeks: z.number().int(),
  /** Blocks with a weight; all others are not proven. */
  proven: z.array(z.enum(BLOCKS)),
  /** LMG share of the past's movement of each proven block. */
  skill: z.partialRecord(z.enum(BLOCKS), z.number()),
  /** What moves of this week in the nation, region and island are multiplied with. */
  now: z.object({ nation: z.number(), region: z.number(), island: z.number() }),
  /** All coefficients, in the order of `COLUMNS`. */
  beta: z.array(z.number()),
  /** Log by which all prices rose in the week that ends on each day. */
  inflation: z.array(z.number()).length(days).readonly(),
  regions: z.array(
    z.object({
      id: z.number().int(),
      island: z.string(),
      /** Sizes of past weeks' real moves: counts of `Moves`, without the zeros at the end. */
      past: z.array(z.number().int()),
    }),
  ),
  /** What the known causes of each day did in an area: a region, or one market where it had events of its own. */
  areas: z.array(
    z.object({
      id: z.number().int(),
      known: z.array(z.object({ usual: z.number(), parts })).length(days),
    }),
  ),
  /** Of the nation's past weeks: the mean of what each factor did to its markets. */
  nation: z.array(z.object({ day: z.number().int(), parts })).default([]),
  series: z.array(
    z.object({
      market: z.number().int(),
      region: z.number().int(),
      area: z.number().int(),
      /** Rp a week before `day`. */
      base: z.number().int().positive(),
      /** What the weeks before still do. */
      before: parts,
    }),
  ),
});

export type WeekModel = z.output<typeof weekModel>;
