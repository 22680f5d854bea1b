import { describe, expect, it } from 'vitest';
import type { DeviceActor } from '@/lib/auth/actor';
import type { Decision } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { appealStep, nextStep } from '@/lib/review/step';
import { isAppealable } from '@/lib/services/is-appealable';
import { Written } from '../review/written-case';

const device: DeviceActor = { kind: 'device', deviceId: 'HP-1', marketId: 1, simulated: false };
const price = { marketId: 1, regionId: 31, deviceId: 'HP-1', reporterIds: [], handedOn: false };

/** A held price about which a reviewer has decided. */
function decided(decision: Decision): Written {
  const one = new Written('quarantined');
  const wish = { decision, correctedPrice: decision === 'correct' ? 9 : null, person: 'user:a' };
  one.write(nextStep(caseOf(one.facts, 0), wish, 10, false, 0), 'user:a', 0);
  return one;
}

const offered = (one: Written, reported = price) => isAppealable(device, reported, caseOf(one.facts, 1), 1);

describe('an appeal', () => {
  it('is offered against a price that was rejected or replaced, and not against one that was let in', () => {
    expect(offered(decided('reject'))).toBe(true);
    expect(offered(decided('correct'))).toBe(true);
    expect(offered(decided('accept'))).toBe(false);
    expect(offered(new Written('quarantined'))).toBe(false);
  });

  it('is offered once, and to who reported the price alone', () => {
    const one = decided('reject');
    expect(offered(one, { ...price, deviceId: 'HP-2' })).toBe(false);
    one.write(appealStep(caseOf(one.facts, 1), 'device:HP-1', 1), 'device:HP-1', 1);
    expect(offered(one)).toBe(false);
  });
});
