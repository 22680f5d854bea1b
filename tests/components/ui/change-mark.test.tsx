import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ChangeMark } from '@/components/ui/ChangeMark';
import messages from '@/messages/id.json' with { type: 'json' };

function shown(ratio: number, words: boolean): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="id" timeZone="Asia/Jakarta" messages={messages}>
      <ChangeMark ratio={ratio} words={words} />
    </NextIntlClientProvider>,
  );
}

describe('the mark of a change', () => {
  it('is a figure without words, also where nothing moved, so that steady and unknown differ', () => {
    expect(shown(0, false)).toContain('>0,0\u00a0%<');
    expect(shown(-0.0004, false)).toContain('>0,0\u00a0%<');
    expect(shown(0, false)).not.toContain('<svg');
    expect(shown(-0.0731, false)).toContain('>7,3\u00a0%<');
  });

  it('says steady in words where there is room for them, and no figure that means nothing', () => {
    expect(shown(0.0002, true)).toContain('tetap');
    expect(shown(0.0002, true)).not.toContain('%');
  });
});
