import { z } from 'zod';
import { FACTORS } from '@/lib/market/factor';

/*
 * Shapes that several answers share, for the description only: answers are built by their doors and
 * typed there. Lists of names go out of order of importance, so members stand as a reader meets them.
 */

export const time = z.iso.datetime();
export const day = z.iso.date();
export const timeZone = z
  .enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'])
  .meta({ description: 'Local times of the area; western Indonesia for the nation' });
export const rupiah = z.number().min(0).meta({ description: 'Rp per unit' });
export const ratio = z.number().meta({ description: 'Relative, 0.05 = 5 % dearer' });
export const unit = z.enum(['kg', 'l']);
export const lane = z
  .enum(['accepted', 'provisional', 'quarantined'])
  .meta({ description: 'Only accepted prices count in averages; quarantined ones wait for a person' });
export const dataState = z.enum(['observed', 'carried', 'estimated', 'forecast', 'simulated', 'none']);
export const impactScore = z.number().min(0).max(100).meta({
  description:
    "Share of this commodity's and province's past weeks with a smaller household cost shock, up or down: 50 is usual, 100 the largest seen",
});
export const seq = z.number().int().min(0).meta({ description: 'Position in the ledger' });
export const factor = z.enum(FACTORS);
/** Only factors with a weight above 0. */
export const weights = z.partialRecord(factor, z.number().min(0).max(1));
export const impactModel = z.string().meta({
  description:
    'What weighed: weeks/1#n is the n-th model that was learnt from past weeks; moves/1 (past daily moves, nation against unexplained) answers where nothing was learnt yet',
});

export const problem = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(
      z.strictObject({
        field: z.string().meta({ description: 'Path into the message, e.g. prices.cabai' }),
        code: z.string(),
        message: z.string(),
        candidates: z.array(z.string()).optional(),
      }),
    ),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details; errors[] names each bad field' });

export const priceUpdate = z
  .strictObject({
    type: z.literal('price_update'),
    seq,
    observation: seq.optional().meta({
      description:
        'Position of the price itself, where this is a later decision about it; lane is its lane from now on',
    }),
    reading_id: z.uuid(),
    market_id: z.string(),
    region_id: z.number().int(),
    commodity: z.string(),
    price: rupiah,
    lane,
    flags: z.array(z.string()),
    price_change: ratio.nullable(),
    impact_score: impactScore,
    dominant_factor: factor,
    factors_with_weights: weights,
    observed_at: time,
    published_at: time,
    simulated: z.boolean(),
  })
  .meta({ id: 'PriceUpdate' });
