import { describe, expect, inject, it } from 'vitest';

const url = inject('serverUrl');

/** What a browser shows of a page that runs no script: neither scripts nor what waits for one to be put in its place. */
async function shown(path: string): Promise<string> {
  const html = await (await fetch(url + path, { headers: { cookie: 'smp_locale=id' } })).text();
  const [body = ''] = html.replace(/<script[^>]*>.*?<\/script>/gs, '').split('<div hidden id="S:');
  return body;
}

describe('pages without scripts', () => {
  it.each([
    ['/', 'Beras Medium'],
    ['/komoditas/beras-medium', 'Beras Medium'],
    ['/komoditas/beras-medium?view=table', 'Beras Medium'],
    ['/dashboard/map/?commodity=beras-medium&layer=table', 'Jawa Barat'],
    ['/peringatan', '<h1'],
    ['/buku-besar', '<h1'],
    ['/metode', '<h1'],
    ['/docs/api', '/api/public/board'],
  ])('%s says what it has to say', async (path, words) => {
    const html = await shown(path);
    expect(html).toContain('<h1');
    expect(html).toContain(words);
    expect(html).not.toContain('aria-busy="true"');
  });

  it('lead from a map to its table, which has the same figures', async () => {
    const html = await shown('/dashboard/map/?commodity=beras-medium');
    expect(html).toContain('<noscript>');
    expect(html).toContain('href="?commodity=beras-medium&amp;layer=table"');
  });

  it.each([
    ['/field', 'Aplikasi ini membutuhkan JavaScript'],
    ['/buku-besar', 'Mencari di sini membutuhkan JavaScript'],
  ])('%s says what it cannot do without them', async (path, words) => {
    const html = await (await fetch(url + path, { headers: { cookie: 'smp_locale=id' } })).text();
    const [, without = ''] = /<noscript>(.*?)<\/noscript>/s.exec(html) ?? [];
    expect(without).toContain(words);
  });

  it('lead from a proof to its receipt, and say why nothing is checked', async () => {
    const html = await shown('/verify?i=3');
    expect(html).toContain('Pemeriksaan ini membutuhkan JavaScript');
    expect(html).toContain('href="/ledger/proof/3"');
  });
});
