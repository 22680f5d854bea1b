import { describe, expect, it } from 'vitest';
import type { TokenActor, UserActor } from '@/lib/auth/actor';
import { covers, may } from '@/lib/auth/may';

const person = (over: Partial<UserActor> = {}): UserActor => ({
  kind: 'user',
  userId: 'u',
  role: 'admin',
  marketId: null,
  regionId: null,
  ...over,
});

const token = (over: Partial<TokenActor> = {}): TokenActor => ({
  kind: 'api-token',
  tokenId: 't',
  role: 'admin',
  ...over,
});

const HERE = { marketId: 1, regionId: 31 };
const ELSEWHERE = { marketId: 2, regionId: 32 };

describe('who looks after a place', () => {
  it.each([
    ['the nation', person(), true, true, true],
    ['its region', person({ regionId: 31 }), true, false, false],
    ['its market', person({ marketId: 1 }), true, false, false],
    ['its region, by token', token({ regionId: 31 }), true, false, false],
    ['the nation, by token', token(), true, true, true],
  ])('%s: acts there and nowhere else', (_name, actor, here, elsewhere, nation) => {
    expect(may(actor, 'manage people', HERE)).toBe(here);
    expect(may(actor, 'manage people', ELSEWHERE)).toBe(elsewhere);
    expect(may(actor, 'manage people', {})).toBe(nation);
  });

  it('a device covers its own market only', () => {
    const device = { kind: 'device', deviceId: 'D', marketId: 1, simulated: false } as const;
    expect([covers(device, HERE), covers(device, ELSEWHERE)]).toEqual([true, false]);
    expect(may(device, 'enter the portal')).toBe(false);
  });
});

describe('a token with scopes', () => {
  it('may what its scopes name, as far as its role may, and nothing else', () => {
    const narrow = token({ scopes: ['see alerts', 'review prices'], role: 'auditor' });
    expect(may(narrow, 'see alerts')).toBe(true);
    expect(may(narrow, 'review prices')).toBe(false);
    expect(may(narrow, 'see people')).toBe(false);
  });
});
