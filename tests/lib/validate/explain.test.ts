import { describe, expect, it } from 'vitest';
import type { Verdict } from '@/lib/market/verdict';
import { explain } from '@/lib/validate/explain';

const held = (flags: readonly string[], over: Partial<Verdict> = {}): Verdict => ({
  lane: 'quarantined',
  score: 0.9,
  flags,
  ruleVersion: '4',
  detectors: [],
  expected: 39_900,
  acceptedRange: { low: 37_349, high: 43_000 },
  ...over,
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the sentence about a held price', () => {
  it('names a slipped zero and no detector that measured the same, with what was expected', () => {
    const verdict = held(['scale_slip', 'z_score', 'iqr', 'neighbours', 'drift']);
    expect(plain(explain(verdict, { price: 4_200 }, 'id'))).toBe(
      'Rp 4.200 ditahan untuk diperiksa: angkanya seperti salah nol atau salah satuan; perkiraan Rp 39.900. ' +
        'Diterima mulai Rp 37.349.',
    );
    expect(plain(explain(verdict, { price: 4_200 }, 'en'))).toBe(
      'Rp 4,200 was held for review: the figure looks like a slipped zero or a wrong unit; Rp 39,900 was expected. ' +
        'Accepted from Rp 37,349.',
    );
  });

  it('names who decided, not the witnesses', () => {
    const verdict = held(['z_score', 'iqr', 'neighbours', 'drift'], { lane: 'provisional' });
    expect(plain(explain(verdict, { price: 46_000 }, 'en'))).toBe(
      "Rp 46,000 waits for confirmation: out of line with this market's habit and what other markets did, and " +
        'drifting away from other markets, step by step, over ten days; Rp 39,900 was expected. Accepted up to Rp 43,000.',
    );
  });

  it('names a witness where nobody else spoke, once', () => {
    const sentence = explain(held(['z_score', 'iqr']), { price: 46_000 }, 'id');
    expect(sentence).toContain('jauh dari gerak harian pasar ini;');
    expect(sentence).not.toContain('rentang gerak');
  });

  it('says why a price that nothing is known about is held', () => {
    const verdict = held(['clock_ahead'], { expected: null, acceptedRange: null });
    expect(plain(explain(verdict, { price: 46_000 }, 'id'))).toBe(
      'Rp 46.000 ditahan untuk diperiksa: jam perangkat mendahului jam server.',
    );
  });
});
