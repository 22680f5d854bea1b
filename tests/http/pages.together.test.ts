import { describe, expect, inject, it } from 'vitest';

const url = inject('serverUrl');

interface Read {
  readonly nonce: string;
  readonly html: string;
}

async function read(path: string, cookie = ''): Promise<Read> {
  const { headers, text } = await fetch(url + path, { headers: { cookie } }).then(async (response) => ({
    headers: response.headers,
    text: await response.text(),
  }));
  const [, nonce = ''] =
    /script-src[^;]*'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '') ?? [];
  return { nonce, html: text };
}

const READERS = [0, 1, 2, 3, 4, 5];

describe('a page that many ask for at once', () => {
  it.each(['/', '/komoditas/beras-medium', '/dashboard/map/', '/peringatan'])(
    '%s has a nonce for each, by which its scripts are known, and no other',
    async (path) => {
      const pages = await Promise.all(READERS.map(() => read(path)));
      expect(new Set(pages.map(({ nonce }) => nonce)).size).toBe(READERS.length);
      for (const { nonce, html } of pages) {
        const said = [...html.matchAll(/nonce\\?"?[=:]\\?"([^"\\]+)/g)].map(([, one]) => one);
        expect(said.length).toBeGreaterThan(10);
        expect(new Set(said)).toEqual(new Set([nonce]));
        for (const script of html.match(/<script\b[^>]*>/g) ?? [])
          expect(script).toContain(`nonce="${nonce}"`);
      }
    },
  );

  it('speaks to each in the language and colours that were chosen', async () => {
    const readers = READERS.map((i) =>
      i % 2 === 0 ? ['id', 'dark', 'Peringatan'] : ['en', 'light', 'Alerts'],
    );
    const pages = await Promise.all(
      readers.map(([locale, theme]) => read('/', `smp_locale=${locale}; smp_theme=${theme}`)),
    );
    pages.forEach(({ html }, i) => {
      const [locale, theme, word] = readers[i] ?? [];
      expect(html).toContain(`<html lang="${locale}" data-theme="${theme}"`);
      expect(html).toContain(`<h2>${word}</h2>`);
    });
  });

  it('shows nobody who another one is', async () => {
    const pages = await Promise.all([
      read('/', 'smp-session=forged'),
      read('/', 'smp_locale=id'),
      read('/?smp=1', 'smp_locale=id'),
    ]);
    for (const { html } of pages) expect(html).toContain('href="/masuk"');
  });

  it.each(['identity', 'gzip'])('arrives whole as %s', async (encoding) => {
    const response = await fetch(`${url}/`, { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(await response.text()).toMatch(/<\/body><\/html>$/);
  });
});
