import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { compactReceipt } from '@/lib/ledger/compact-receipt';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { formatTlogProof, parseTlogProof } from '@/lib/ledger/tlog-proof';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { hasBrowser, launchBrowser, openPage } from '../support/browser';
import { registerTestDevice, type TestDevice } from '../support/device';

const url = inject('serverUrl');
const ready = await hasBrowser();

/** A commodity that no other suite reports. */
const CODE = 'minyak-goreng-curah';

describe.skipIf(!ready)('a price and its proof', () => {
  let browser: Browser;
  let device: TestDevice;
  let index = -1;

  const report = async (price: number): Promise<number> => {
    const answer = await device.post(device.reading({ prices: { [CODE]: price } }));
    const { prices } = (await answer.json()) as { prices: { ledger_index: number }[] };
    const [first] = prices;
    if (first === undefined) throw new Error(`not recorded: ${answer.status}`);
    // Answered once it is signed.
    expect((await fetch(`${url}/ledger/proof/${first.ledger_index}`)).status).toBe(200);
    return first.ledger_index;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    device = await registerTestDevice(url, inject('adminToken'));
    index = await report(18_000);
  });
  afterAll(() => browser?.close());

  const open = (path = `/verify?i=${index}`) => openPage(browser, url, { path });
  const settled = (page: Page) => page.locator('.verdict').waitFor();
  const outcomes = (page: Page) =>
    page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('.stair-step')].map((step) => [
          step.dataset.step,
          /is-(\w+)/.exec(step.className)?.[1],
        ]),
      ),
    );
  const keptForOffline = (page: Page) => {
    const kept = () =>
      page.evaluate(async () => {
        const names = (await (await caches.open('smp-verify-1')).keys()).map(({ url }) => url);
        const parts = names.filter((name) => name.includes('/_next/')).length;
        return parts > 5 && navigator.serviceWorker.controller?.state === 'activated';
      });
    return expect.poll(kept, { timeout: 20_000 }).toBe(true);
  };
  const say = (page: Page, step: string) => page.locator(`[data-step="${step}"] .stair-say`).textContent();

  it('is opened from the seal on the board, and every tick is drawn by this browser', async () => {
    const { page, complaints, close } = await openPage(browser, url);
    await page.locator(`.card:has(a[href="/komoditas/${CODE}"]) .seal`).click();
    await page.locator('.verify tbody .seal').first().click();
    await settled(page);
    expect(await outcomes(page)).toMatchObject({ memory: 'absent', log: 'ok' });
    await page.reload();
    await settled(page);
    expect(await outcomes(page)).toEqual({
      leaf: 'ok',
      evidence: 'ok',
      inclusion: 'ok',
      key: 'ok',
      log: 'ok',
      'post-quantum': 'ok',
      witnesses: 'absent',
      memory: 'ok',
      later: 'absent',
    });
    expect(await page.locator('.verdict-title').textContent()).toBe('Terbukti');
    expect(await page.locator('.verify-price').textContent()).toContain('Rp\u00a018.000');
    expect(await say(page, 'witnesses')).toContain('Belum ada saksi');
    expect(complaints).toEqual([]);
    await close();
  });

  it('is refused where it breaks, in plain words, when the answer is changed on its way', async () => {
    const { page, close } = await open();
    await settled(page);
    await page.route('**/ledger/proof/*', async (route) => {
      const text = await (await route.fetch()).text();
      const parts = parseTlogProof(text);
      const extra = Buffer.from(
        Buffer.from(parts.extra ?? [])
          .toString()
          .replace('18000', '12000'),
      );
      await route.fulfill({ contentType: 'text/plain', body: formatTlogProof({ ...parts, extra }) });
    });
    await page.reload();
    await settled(page);
    expect(await page.locator('.verdict-title').textContent()).toBe('Tidak terbukti');
    expect((await outcomes(page)).inclusion).toBe('failed');
    expect(await say(page, 'inclusion')).toContain('bukan yang disegel');
    await page.unroute('**/ledger/proof/*');
    await page.route('**/ledger/proof/*', async (route) => {
      const text = await (await route.fetch()).text();
      await route.fulfill({ contentType: 'text/plain', body: text.replace(/\n(\d+)\n/, '\n9$1\n') });
    });
    await page.reload();
    await settled(page);
    expect(await outcomes(page)).toMatchObject({ log: 'failed', memory: 'absent' });
    await close();
  });

  it('no longer stands above a picture that holds none', async () => {
    const { page, close } = await open('/verify');
    const receipt = await (await fetch(`${url}/ledger/proof/${index}`)).text();
    const file = page.locator('.give input[type=file]');
    await file.setInputFiles({ name: 'r.txt', mimeType: 'text/plain', buffer: Buffer.from(receipt) });
    await settled(page);
    await file.setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByRole('alert').filter({ hasText: 'Tidak ada kode QR' }).waitFor();
    expect(await page.locator('.verdict').count()).toBe(0);
    await close();
  });

  it('tells of a sealed document since when it is there, and knows the document itself from any other', async () => {
    const document = Buffer.from('Acuan harga pangan, 30 November 2026');
    const sealed = await fetch(`${url}/api/blockchain/append`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inject('adminToken')}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        title: 'Acuan harga pangan',
        issuer: 'Dinas Perdagangan',
        document_hash: Buffer.from(nodeSha256(document)).toString('hex'),
      }),
    });
    const { ledger_index } = (await sealed.json()) as { ledger_index: number };
    expect((await fetch(`${url}/ledger/proof/${ledger_index}`)).status).toBe(200);
    const { page, complaints, close } = await open(`/verify?i=${ledger_index}`);
    await settled(page);
    await page.locator('.verify-facts', { hasText: 'Acuan harga pangan' }).waitFor();
    const file = page.getByLabel('Pilih berkas dokumen');
    await file.setInputFiles({ name: 'lain.pdf', mimeType: 'application/pdf', buffer: Buffer.from('lain') });
    await page.getByRole('status').filter({ hasText: '“lain.pdf” bukan dokumen yang disegel' }).waitFor();
    await file.setInputFiles({ name: 'acuan.pdf', mimeType: 'application/pdf', buffer: document });
    await page.getByRole('status').filter({ hasText: '“acuan.pdf” persis dokumen yang disegel' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('catches a second history, and goes on remembering the first', async () => {
    const { page, close } = await open();
    await settled(page);
    const forked = await page.evaluate(() => {
      const memory = JSON.parse(localStorage.getItem('smp-ledger') ?? '{}') as { seen: string };
      const lines = memory.seen.split('\n');
      lines[2] = btoa('another tree with other leaves..');
      localStorage.setItem('smp-ledger', JSON.stringify({ ...memory, seen: lines.join('\n') }));
      return lines.join('\n');
    });
    await report(18_100);
    for (let visit = 0; visit < 2; visit++) {
      await page.reload();
      await settled(page);
      expect((await outcomes(page)).memory).toBe('failed');
      expect(await say(page, 'memory')).toContain('dua buku');
    }
    const kept = await page.evaluate(() => localStorage.getItem('smp-ledger'));
    expect((JSON.parse(kept ?? '{}') as { seen: string }).seen).toBe(forked);
    await close();
  });

  it('shouts when the key is another one that nobody vouches for', async () => {
    const { page, close } = await open();
    await settled(page);
    const served = await (await fetch(`${url}/ledger/policy`)).text();
    const origin = /^log ([^+]+)\+/.exec(served)?.[1] ?? '';
    const { key } = ed25519Signer(nodeSha256, origin, new Uint8Array(32).fill(66));
    await page.route('**/ledger/policy', (route) =>
      route.fulfill({ contentType: 'text/plain', body: `log ${formatVerifierKey(key)}\nquorum none\n` }),
    );
    await page.reload();
    await settled(page);
    expect((await outcomes(page)).key).toBe('failed');
    expect(await say(page, 'key')).toContain('AWAS');
    await close();
  });

  it('goes along as a file and as a QR code that reads back, and each is accepted', async () => {
    const { page, close } = await open();
    await settled(page);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Simpan berkas' }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe(`${index}.smp-receipt.txt`);
    const receipt = await readFile(await download.path(), 'utf8');
    await page.getByRole('button', { name: 'Tampilkan kode QR' }).click();
    await page.locator('.qr img').waitFor();
    const pixels = await page.evaluate(async () => {
      const image = document.querySelector<HTMLImageElement>('.qr img');
      if (image === null) throw new Error('no picture');
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const bytes = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return { width: canvas.width, height: canvas.height, data: [...bytes], source: image.src };
    });
    const text = decodeQr({ ...pixels, data: Uint8ClampedArray.from(pixels.data) }, { timeLimit: 5_000 });
    expect(text).toBe(compactReceipt(text));
    expect(parseTlogProof(text).index).toBe(index);

    const picture = Buffer.from(pixels.source.split(',')[1] ?? '', 'base64');
    for (const file of [
      { name: 'a.smp-receipt.txt', mimeType: 'text/plain', buffer: Buffer.from(receipt) },
      { name: 'a.png', mimeType: 'image/png', buffer: picture },
    ]) {
      await page.goto(`${url}/verify`);
      await page.locator('input[type=file]').setInputFiles(file);
      await settled(page);
      expect(await page.locator('.verdict-title').textContent(), file.name).toBe('Terbukti');
    }
    await page.goto(`${url}/verify`);
    await page.locator('#receipt-text').fill(receipt.slice(0, 200));
    await page.getByRole('button', { name: 'Periksa', exact: true }).click();
    await settled(page);
    expect((await outcomes(page)).file).toBe('failed');
    // A text cut in half accuses no price.
    expect(await page.locator('.verdict-title').textContent()).toBe('Tidak dapat diperiksa');
    await close();
  });

  it('is checked without any network once the page was opened', async () => {
    const receipt = await (await fetch(`${url}/ledger/proof/${index}`)).text();
    const { page, close } = await open('/verify');
    await keptForOffline(page);
    await page.context().setOffline(true);
    await page.goto(`${url}/verify?source=home`);
    await page.locator('#receipt-text').fill(receipt);
    await page.getByRole('button', { name: 'Periksa', exact: true }).click();
    await settled(page);
    expect(await page.locator('.verdict-title').textContent()).toBe('Terbukti');
    expect(await outcomes(page)).toMatchObject({ inclusion: 'ok', log: 'ok', key: 'ok', later: 'absent' });
    console.log(
      `a receipt was checked without network in ${await page.locator('[data-took]').getAttribute('data-took')} ms`,
    );
    await close();
  });

  it('checks an exported range without any network, and names the first entry that was changed', async () => {
    const from = Math.max(0, index - 40);
    const file = await (await fetch(`${url}/ledger/export?from=${from}&to=${index + 1}`)).text();
    const count = index + 1 - from;
    const { page, complaints, close } = await open('/verify');
    await keptForOffline(page);
    await page.context().setOffline(true);
    const hand = (text: string) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'ledger.ndjson',
        mimeType: 'application/x-ndjson',
        buffer: Buffer.from(text),
      });
    await hand(file);
    await settled(page);
    expect(await page.locator('.verdict-title').textContent()).toBe('Terbukti');
    expect(await outcomes(page)).toMatchObject({ range: 'ok', key: 'ok', log: 'ok', 'post-quantum': 'ok' });
    expect(await say(page, 'range')).toContain(`${count} catatan, nomor ${from} sampai ${index}`);
    expect(await page.locator('.verify-range tbody tr').count()).toBe(count);
    // Other prices of this server may be the same, so the entry is found by its position.
    const changed = file
      .split('\n')
      .map((line) =>
        line.includes(` price ${index}\\n`) ? line.replace('price\\":18000,', 'price\\":12000,') : line,
      );
    expect(changed.join('\n')).not.toBe(file);
    await hand(changed.join('\n'));
    await page.locator('.verdict-failed').waitFor();
    expect(await outcomes(page)).toMatchObject({ range: 'failed', log: 'ok' });
    expect(await say(page, 'range')).toContain(`${count - 1} dari ${count} catatan terbukti`);
    expect(await say(page, 'range')).toContain(`nomor ${index}:`);
    // What the page asks for beside it is refused, as it should be without network.
    expect(complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await close();
  });

  it('draws a long range fifty rows at a time, and whoever asks for more by keyboard goes on in them', async () => {
    const at = Date.now();
    const readings = Array.from({ length: 110 }, (_, n) =>
      device.reading({ timestamp: new Date(at - 1_000 * (n + 1)).toISOString(), prices: { [CODE]: 18_000 } }),
    );
    const answer = await device.post({ readings });
    const sent = (await answer.json()) as { results: { prices: { ledger_index: number }[] }[] };
    const last = Math.max(...sent.results.map(({ prices }) => prices[0]?.ledger_index ?? -1));
    expect((await fetch(`${url}/ledger/proof/${last}`)).status).toBe(200);
    const file = await (await fetch(`${url}/ledger/export?from=${last - 109}&to=${last + 1}`)).text();
    const { page, close } = await open('/verify');
    await page.locator('input[type=file]').setInputFiles({
      name: 'ledger.ndjson',
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from(file),
    });
    await settled(page);
    const rows = page.locator('.verify-range tbody tr');
    const status = page.locator('.verify-range [role=status]');
    expect(await rows.count()).toBe(50);
    expect(await status.textContent()).toBe('50 dari 110 ditampilkan');
    // A reader that counts rows is told of all of them, the head too.
    expect(await page.locator('.verify-range table').getAttribute('aria-rowcount')).toBe('111');
    for (const [button, shown] of [
      ['Tampilkan 50 lagi', 100],
      ['Tampilkan 10 lagi', 110],
    ] as const) {
      const before = await rows.count();
      await page.getByRole('button', { name: button }).press('Enter');
      await expect.poll(() => rows.count()).toBe(shown);
      expect(await status.textContent()).toBe(`${shown} dari 110 ditampilkan`);
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      expect(focused).toBe(String(last - 109 + before));
    }
    expect(await page.locator('.verify-range button').count()).toBe(0);
    await close();
  });

  it('says what is the matter when the entry does not exist or nobody answers', async () => {
    const missing = await open('/verify?i=99999999');
    await missing.page.locator('.notice-title', { hasText: 'belum ada dalam buku' }).waitFor();
    await missing.page.route('**/ledger/**', (route) => route.abort());
    await missing.page.getByRole('button', { name: 'Coba lagi' }).click();
    await missing.page.locator('.notice-title').waitFor();
    await missing.close();
  });
});
