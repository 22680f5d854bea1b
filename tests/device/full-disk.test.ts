import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '@/device/log';
import { openQueue } from '@/device/queue/queue';
import { createSeal } from '@/device/queue/seal';
import { openReceipts } from '@/device/receipts';
import { followRemoteConfig } from '@/device/remote-config';
import { createDrain } from '@/device/send/drain';
import { createUnkept } from '@/device/unkept';
import { tempFolder } from '../support/temp-folder';

const disk = vi.hoisted(() => ({ full: false, compacting: true }));

/** Files can be made and nothing can be written to them; of what is written some arrives. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const noRoom = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  return {
    ...fs,
    writeSync(file: number, bytes: string | Buffer, ...more: []) {
      if (!disk.full) return fs.writeSync(file, bytes as Buffer, ...more);
      fs.writeSync(file, Buffer.from(bytes).subarray(0, 10));
      throw noRoom();
    },
    writeFileSync(...args: Parameters<typeof fs.writeFileSync>) {
      if (disk.full || !disk.compacting) throw noRoom();
      fs.writeFileSync(...args);
    },
  };
});

const root = tempFolder('device');
const silent = createLog(
  'json',
  () => undefined,
  () => 0,
);
let count = 0;
const newQueue = (folder = join(root, String(count++))) =>
  openQueue({
    folder,
    seal: createSeal(Buffer.alloc(32, 1)),
    maxReadings: 100_000,
    maxBytes: 1e9,
    whenFull: 'refuse',
  });
const reading = (id: string) => JSON.stringify({ reading_id: id });
const idsOf = (items: readonly { readonly text: string }[]) =>
  items.map(({ text }) => JSON.parse(text).reading_id);

beforeEach(() => {
  disk.full = false;
  disk.compacting = true;
});

describe('a disk that is full', () => {
  it('keeps new readings in memory, and queues them in their order once it has room', () => {
    const queue = newQueue();
    const unkept = createUnkept(queue, silent);
    unkept.queue([reading('a')]);
    disk.full = true;
    for (const id of ['b', 'c', 'd']) expect(unkept.queue([reading(id)])).toBe(0);
    expect(unkept.waiting).toBe(3);
    disk.full = false;
    unkept.queue([reading('e')]);
    expect(unkept.waiting).toBe(0);
    expect(idsOf(queue.take(9))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('of many readings in memory lets the oldest go, and says how many', () => {
    const queue = newQueue();
    const unkept = createUnkept(queue, silent);
    disk.full = true;
    unkept.queue(Array.from({ length: 10_000 }, (_, i) => reading(`r${i}`)));
    expect(unkept.queue([reading('new'), reading('newer')])).toBe(2);
    disk.full = false;
    unkept.queue([]);
    expect(idsOf(queue.take(1))).toEqual(['r2']);
    expect(queue.waiting).toBe(10_000);
  });

  it('gathers no file for each reading that it has no room for', () => {
    const folder = join(root, String(count++));
    const queue = newQueue(folder);
    queue.append([reading('a')]);
    disk.full = true;
    for (let i = 0; i < 20; i++) expect(() => queue.append([reading(`x${i}`)])).toThrow(/ENOSPC/);
    expect(readdirSync(folder)).toHaveLength(1);
    disk.full = false;
    queue.append([reading('b')]);
    expect(idsOf(queue.take(9))).toEqual(['a', 'b']);
    queue.close();
    expect(idsOf(newQueue(folder).take(9))).toEqual(['a', 'b']);
  });

  it('does not miscount what is settled when the list of it cannot be made short', () => {
    const queue = newQueue();
    queue.append(Array.from({ length: 8_000 }, (_, i) => reading(`r${i}`)));
    disk.compacting = false;
    // Every second one, so that each is a range of its own in the list.
    const odd = queue.take(8_000).filter((_, i) => i % 2 === 1);
    for (let at = 0; at < odd.length; at += 500) queue.settle(odd.slice(at, at + 500).map(({ seq }) => seq));
    expect(queue.waiting).toBe(4_000);
  });

  it('leaves no half receipt that would spoil the next one', () => {
    const receipts = openReceipts(join(root, String(count++)), () => 0);
    disk.full = true;
    expect(() => receipts.keep([{ reading_id: 'a', prices: [] }])).toThrow(/ENOSPC/);
    disk.full = false;
    receipts.keep([{ reading_id: 'a', prices: [] }]);
    expect(receipts.latest(9).map((r) => r.reading_id)).toEqual(['a']);
  });

  it('has nothing sent twice, nor anything new, until what the server answered is written down', async () => {
    const queue = newQueue();
    const receipts = openReceipts(join(root, String(count++)), () => 0);
    const sent: string[] = [];
    const drain = createDrain({
      queue,
      sender: {
        async send(readings) {
          sent.push(...readings.map((r) => r.readingId));
          const outcomes = readings.map(({ readingId }) => {
            return { kind: 'delivered', receipt: { reading_id: readingId, prices: [] } } as const;
          });
          return { kind: 'outcomes', outcomes, retryAfter: null };
        },
        tell: async () => undefined,
        close: async () => undefined,
      },
      batch: 2,
      log: silent,
      random: () => 0.5,
      keepReceipts: (kept) => receipts.keep(kept),
      keepRejected: () => undefined,
    });
    queue.append(['a', 'b', 'c'].map(reading));
    disk.full = true;
    for (let tries = 0; tries < 3; tries++) {
      expect(await drain.step()).toMatchObject({
        next: 'wait',
        why: expect.stringMatching(/disk .* is full/),
      });
    }
    expect({ sent, waiting: queue.waiting, delivered: drain.delivered }).toEqual({
      sent: ['a', 'b'],
      waiting: 3,
      delivered: 0,
    });
    disk.full = false;
    expect(await drain.step()).toEqual({ next: 'on' });
    expect({ sent, waiting: queue.waiting }).toEqual({ sent: ['a', 'b'], waiting: 1 });
    await drain.step();
    expect(sent).toEqual(['a', 'b', 'c']);
    expect(queue.waiting).toBe(0);
    expect(drain.delivered).toBe(3);
    expect(receipts.latest(9).map((r) => r.reading_id)).toEqual(['a', 'b', 'c']);
  });
});

it('follows an administrator’s wishes though they cannot be kept, and says that', () => {
  const folder = mkdtempSync(join(root, 'wishes '));
  // Nothing can be written over a folder: it stands for a disk that takes no more.
  const path = join(folder, 'config.json');
  mkdirSync(`${path}.new`);
  const said: string[] = [];
  const say = (event: string) => void said.push(event);
  const log = { info: say, warn: say, error: say };
  let changed = 0;
  const remote = followRemoteConfig(path, log, () => {
    changed += 1;
  });
  remote.heard({ interval_seconds: 30 });
  expect(remote.current().interval).toBe(30);
  expect(changed).toBe(1);
  expect(said).toEqual(['config-not-kept', 'configured']);
});
