import { describe, expect, it } from 'vitest';
import { onward } from '@/components/people/onward';

describe('where a sign-in leads', () => {
  it('is the page that was asked for, with the case that its address named', () => {
    expect(onward('/portal/tinjau', '#249')).toBe('/portal/tinjau#249');
    expect(onward('/portal/tinjau?x=1', '#249')).toBe('/portal/tinjau?x=1#249');
    expect(onward('/portal', '')).toBe('/portal');
  });

  it.each(['#', '#abc', '#1?x', '#//evil.example', `#${'1'.repeat(16)}`])(
    'takes nothing else along: %s',
    (hash) => {
      expect(onward('/portal', hash)).toBe('/portal');
    },
  );
});
