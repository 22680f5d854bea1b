import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { versionOf } from '@/bench/sentiment/pack';
import { unpackModel } from '@/lib/sentiment/model';
import stored from '@/lib/sentiment/weights.json' with { type: 'json' };

describe('the weights of the sentiment model', () => {
  it('are those that their version names', () => {
    const { version, ...rest } = stored;
    expect(version).toBe(versionOf(rest));
  });

  it('weigh at most 300 kB', () => {
    const path = fileURLToPath(new URL('../../../lib/sentiment/weights.json', import.meta.url));
    expect(statSync(path).size).toBeLessThanOrEqual(300_000);
  });

  it('are refused when some are missing', () => {
    expect(() => unpackModel({ ...stored, steps: stored.steps.slice(0, -4) })).toThrow(RangeError);
  });
});
