import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openQueue, QueueFull, type QueueOptions } from '@/device/queue/queue';
import { createSeal, readOrMakeKey } from '@/device/queue/seal';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder('device');
const seal = createSeal(Buffer.alloc(32, 1));
let count = 0;
const open = (over: Partial<QueueOptions> = {}) =>
  openQueue({
    folder: join(root, String(count++)),
    seal,
    maxReadings: 3,
    maxBytes: 1e9,
    whenFull: 'drop-oldest',
    ...over,
  });
const texts = (items: readonly { readonly text: string }[]) => items.map((item) => item.text);

describe('a full queue', () => {
  it('lets the oldest go and says which', () => {
    const queue = open();
    expect(queue.append(['1', '2', '3'])).toEqual([]);
    expect(texts(queue.append(['4', '5']))).toEqual(['1', '2']);
    expect(texts(queue.take(9))).toEqual(['3', '4', '5']);
  });

  it('refuses new ones with the other policy, and keeps what it has', () => {
    const queue = open({ whenFull: 'refuse' });
    queue.append(['1', '2', '3']);
    expect(() => queue.append(['4'])).toThrow(QueueFull);
    expect(texts(queue.take(9))).toEqual(['1', '2', '3']);
  });

  it('is bounded in bytes as well', () => {
    const queue = open({ maxReadings: 1_000, maxBytes: 1_000 });
    for (let i = 0; i < 50; i++) queue.append([`reading ${i} ${'x'.repeat(50)}`]);
    expect(queue.bytes).toBeLessThanOrEqual(1_000);
    expect(queue.waiting).toBeGreaterThan(5);
  });

  it('gives its disk space back', () => {
    const folder = join(root, String(count++));
    const queue = open({ folder, segmentBytes: 500, maxReadings: 1_000 });
    for (let round = 0; round < 200; round++) {
      queue.append([`a ${'x'.repeat(100)}`]);
      queue.settle(queue.take(9).map((item) => item.seq));
    }
    const bytes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(bytes.reduce((a, b) => a + b)).toBeLessThan(10_000);
  });
});

describe('a queue on a disk that others may see', () => {
  it('holds no reading in plain text and no file that others may read', () => {
    const folder = join(root, String(count++));
    open({ folder }).append(['{"prices":{"cabai":42000}}']);
    const files = readdirSync(folder).map((name) => join(folder, name));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(readFileSync(file).includes('cabai')).toBe(false);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('makes no new key beside readings whose key is gone', () => {
    const path = join(root, 'gone.key');
    expect(() => readOrMakeKey(path, true)).toThrow(/Put it back from a copy/);
    const made = readOrMakeKey(path, false);
    expect(readOrMakeKey(path, true)).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('never gives a place away twice, even when the newest record was lost after it was settled', () => {
    const folder = join(root, String(count++));
    const queue = open({ folder, maxReadings: 9 });
    queue.append(['1', '2']);
    queue.settle([queue.take(2)[1]?.seq ?? 0]);
    queue.close();
    const [log = ''] = readdirSync(folder).filter((name) => name.endsWith('.log'));
    truncateSync(join(folder, log), statSync(join(folder, log)).size - 1);
    const again = open({ folder, maxReadings: 9 });
    again.append(['3']);
    expect(texts(again.take(9))).toEqual(['1', '3']);
  });
});
