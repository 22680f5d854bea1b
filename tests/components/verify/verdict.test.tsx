import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { StairStep } from '@/components/verify/stair';
import { Verdict } from '@/components/verify/Verdict';
import en from '@/messages/en.json' with { type: 'json' };
import id from '@/messages/id.json' with { type: 'json' };

function titleOf(
  locale: 'id' | 'en',
  steps: readonly Pick<StairStep, 'name' | 'outcome' | 'said'>[],
): string {
  const whole = steps.map((step) => ({ ...step, values: {}, bytes: [] }));
  const page = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={{ id, en }[locale]} timeZone="Asia/Jakarta">
      <Verdict examination={{ ok: false, steps: whole, tookMs: 3 }} />
    </NextIntlClientProvider>,
  );
  return /<h2[^>]*>(.*?)<\/h2>/.exec(page)?.[1] ?? '';
}

const cut = { name: 'range', outcome: 'failed', said: 'cut' } as const;
const wrong = { name: 'range', outcome: 'failed', said: 'failed' } as const;
const forked = { name: 'memory', outcome: 'failed', said: 'failed' } as const;

describe('the verdict about an extract', () => {
  it('that was cut off is that it is not whole, and not that something in it is wrong', () => {
    expect(titleOf('id', [cut])).toBe(id.verify.verdict.cut);
    expect(titleOf('en', [cut])).toBe(en.verify.verdict.cut);
  });

  it('is that it is not proved when anything else does not hold', () => {
    expect(titleOf('id', [wrong])).toBe(id.verify.verdict.failed);
    expect(titleOf('en', [cut, forked])).toBe(en.verify.verdict.failed);
  });
});
