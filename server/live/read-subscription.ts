import { z } from 'zod';
import { isSmpError, SmpError } from '@/lib/errors';
import { parseFields } from '@/lib/http/query';
import type { Subscription } from '@/lib/live/events';
import type { Runtime } from '@/lib/runtime';
import { expectKnown } from '@/lib/services/expect-known';

const subscription = z.strictObject({
  commodity: z.string().max(64).optional(),
  market_id: z.string().max(64).optional(),
  region_id: z.number().int().optional(),
});

/** What a browser asks to follow; nothing at all follows everything. @throws SmpError that names the field */
export function readSubscription(runtime: Pick<Runtime, 'catalog'>, wanted: unknown): Subscription {
  const { region_id, ...said } = parseFields(wanted ?? {}, subscription, 'subscription');
  const { commodity, market_id, region } = known(runtime, { ...said, region: region_id });
  return {
    ...(commodity === undefined ? {} : { commodity }),
    ...(market_id === undefined ? {} : { market_id }),
    ...(region === undefined ? {} : { region_id: region }),
  };
}

function known(runtime: Pick<Runtime, 'catalog'>, asked: Parameters<typeof expectKnown>[1]) {
  try {
    return expectKnown(runtime, asked);
  } catch (error) {
    throw isSmpError(error) ? asItIsCalledHere(error) : error;
  }
}

/** Queries call a province `region`; a subscription has its number as `region_id`. */
function asItIsCalledHere({ code, message, errors }: SmpError): SmpError {
  const named = errors.map((e) => (e.field === 'region' ? { ...e, field: 'region_id' } : e));
  return new SmpError(code, message, { errors: named });
}
