import { createHash } from 'node:crypto';
import { BUCKETS } from '@/lib/sentiment/features';
import type { StoredModel } from '@/lib/sentiment/model';
import type { Weights } from './learn';

const FINEST = 127;

/** Weights as they are stored: against neutral, cooled by the heat, in whole steps of which the largest takes 127. */
export function packModel(weights: Weights, heat: number, learntFrom: number): StoredModel {
  const against = new Float64Array(2 * BUCKETS);
  const intercepts = weights.subarray(3 * BUCKETS);
  for (let b = 0; b < BUCKETS; b++) {
    const [negative = 0, neutral = 0, positive = 0] = weights.subarray(3 * b, 3 * b + 3);
    against[b] = (positive - neutral) / heat;
    against[BUCKETS + b] = (negative - neutral) / heat;
  }
  const step = Number((against.reduce((most, v) => Math.max(most, Math.abs(v)), 0) / FINEST).toPrecision(6));
  const [negative = 0, neutral = 0, positive = 0] = intercepts;
  const rest = {
    learntFrom,
    intercept: {
      positive: figure((positive - neutral) / heat),
      negative: figure((negative - neutral) / heat),
    },
    step,
    steps: Buffer.from(Int8Array.from(against, (v) => Math.round(v / step)).buffer).toString('base64'),
  };
  return { version: versionOf(rest), ...rest };
}

/** Names what a model says: the same weights have the same version, others another. */
export function versionOf(rest: Omit<StoredModel, 'version'>): string {
  const { learntFrom, intercept, step, steps } = rest;
  const said = JSON.stringify([learntFrom, intercept.positive, intercept.negative, step, steps]);
  return `smsa-nusax-${createHash('sha256').update(said).digest('hex').slice(0, 12)}`;
}

function figure(value: number): number {
  return Number(value.toFixed(4));
}
