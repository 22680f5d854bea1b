import { describe, expect, inject, it } from 'vitest';
import { expectProblem } from './expect-problem';

const url = inject('serverUrl');

/** What stands in the page as it was sent, without what scripts are told. */
async function sent(path: string, locale: 'id' | 'en'): Promise<{ status: number; html: string }> {
  const response = await fetch(url + path, { headers: { cookie: `smp_locale=${locale}` } });
  const html = (await response.text()).replace(/<script[^>]*>.*?<\/script>/gs, '');
  return { status: response.status, html };
}

describe('the page of a commodity that nobody knows', () => {
  it.each([
    ['id', 'Tidak ada komoditas “beras-medum”', 'Beras Medium'],
    ['en', 'There is no commodity “beras-medum”', 'Medium rice'],
  ] as const)('is whole without scripts, in %s, and leads on', async (locale, title, meant) => {
    const { status, html } = await sent('/komoditas/beras-medum', locale);
    expect(status).toBe(404);
    expect(html).toContain(title);
    expect(html).toContain(meant);
    for (const address of ['/komoditas/beras-medium', '/', '/dashboard/map/', '/peringatan'])
      expect(html).toContain(`href="${address}"`);
  });

  it('names nothing where nothing is near, and keeps what was asked harmless', async () => {
    const { status, html } = await sent('/komoditas/%3Cb%3Ezzzzzzzz', 'id');
    expect(status).toBe(404);
    expect(html).toContain('&lt;b&gt;zzzzzzzz');
    expect(html).not.toContain('href="/komoditas/');
  });

  it.each([`/komoditas/${'x'.repeat(2_000)}`, '/komoditas/__proto__'])(
    'is found missing at %s too',
    async (path) => {
      expect((await sent(path, 'id')).status).toBe(404);
    },
  );

  it.each(['/komoditas/beras-medium', '/komoditas/beras%2Dmedium'])('is no matter of %s', async (path) => {
    const { status, html } = await sent(path, 'id');
    expect(status).toBe(200);
    expect(html).toContain('<h1');
    expect(html).not.toContain('Tidak ada komoditas');
  });
});

describe('the map that a link asks for', () => {
  it('says that it shows another commodity than one that nobody knows', async () => {
    const { html } = await sent('/dashboard/map/?commodity=beras-medum', 'id');
    expect(html).toContain('Tidak ada komoditas “beras-medum”');
    expect(html).toContain('Tampilkan Beras Medium');
  });

  it.each(['', '?commodity=beras-medium'])('says nothing of the kind with %j', async (query) => {
    expect((await sent(`/dashboard/map/${query}`, 'id')).html).not.toContain('Tidak ada komoditas');
  });
});

describe('the proof that a link asks for', () => {
  it.each(['abc', '-1', '1.5', ''])('says that %j is not the number of an entry', async (said) => {
    expect((await sent(`/verify?i=${said}`, 'id')).html).toContain(`“${said}” bukan nomor catatan`);
  });

  it.each(['', '?i=0', '?commodity=beras-medium'])('says nothing of the kind with %j', async (query) => {
    expect((await sent(`/verify${query}`, 'id')).html).not.toContain('bukan nomor catatan');
  });
});

describe('the chart that a link asks for', () => {
  it.each(['market_id=PASAR-999', 'region=jakarta', 'region=99'])(
    'shows the nation and says so where nobody knows %s',
    async (place) => {
      const { status, html } = await sent(`/komoditas/beras-medium?${place}`, 'id');
      expect(status).toBe(200);
      expect(html).toContain(`“${place.split('=')[1]}”, yang tidak dikenal`);
      expect(html).toContain('Beras Medium, Indonesia');
    },
  );

  it.each(['market_id=PASAR-001', 'region=31'])('says nothing of the kind with %s', async (place) => {
    expect((await sent(`/komoditas/beras-medium?${place}`, 'id')).html).not.toContain('yang tidak dikenal');
  });
});

describe('the sealed prices that a link asks for', () => {
  it('are not looked for where nobody knows the commodity', async () => {
    const { html } = await sent('/verify?commodity=emas', 'id');
    expect(html).toContain('Tidak ada komoditas “emas”');
  });
});

describe('an address whose percent signs make no text', () => {
  it.each(['/komoditas/%ff', '/%E0%A4%A', '/portal/%', '/api/review/%c3%28'])(
    'is refused: %s',
    async (path) => {
      await expectProblem(await fetch(url + path, { redirect: 'manual' }), 400, 'address');
    },
  );
});
