import { expect, it } from 'vitest';
import { LOCK_KEYS } from '@/lib/store/lock-keys';

it('has no key twice: whoever holds one would keep somebody else waiting for ever', () => {
  const keys = Object.values(LOCK_KEYS);
  expect(new Set<number>(keys).size).toBe(keys.length);
});
