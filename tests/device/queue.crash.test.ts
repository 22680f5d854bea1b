import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openQueue, type Queue } from '@/device/queue/queue';
import { createSeal } from '@/device/queue/seal';
import { tempFolder } from '../support/temp-folder';

const seal = createSeal(Buffer.alloc(32, 7));
const root = tempFolder('device');
let count = 0;

const fresh = () => join(root, String(count++));
/** Small segments, so that short tests cross their borders. */
const open = (folder: string): Queue =>
  openQueue({ folder, seal, segmentBytes: 400, maxReadings: 1_000, maxBytes: 1e9, whenFull: 'refuse' });

const texts = (queue: Queue) => queue.take(1_000).map((item) => item.text);
const sizes = (folder: string) =>
  new Map(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]));

/** What a crash can leave of an operation: its new bytes up to any place, and the old files before it. */
function crashStates(folder: string, before: ReadonlyMap<string, number>): string[] {
  const grown = [...sizes(folder)].filter(([name, size]) => size > (before.get(name) ?? 0));
  return grown.flatMap(([name, size]) => {
    const from = before.get(name) ?? 0;
    return Array.from({ length: size - from }, (_, cut) => {
      const copy = fresh();
      cpSync(folder, copy, { recursive: true });
      truncateSync(join(copy, name), from + cut);
      return copy;
    });
  });
}

describe('a queue whose process is killed', () => {
  it('has every reading that was queued, and none that was half written, cut at every byte of an append', () => {
    const folder = fresh();
    const queue = open(folder);
    queue.append(['first', 'second']);
    const before = sizes(folder);
    queue.append(['third']);
    const states = crashStates(folder, before);
    expect(states.length).toBeGreaterThan(30);
    for (const state of states) {
      const again = open(state);
      expect(texts(again)).toEqual(['first', 'second']);
      again.append(['third']);
      again.close();
      const later = open(state);
      expect(texts(later)).toEqual(['first', 'second', 'third']);
      later.close();
    }
    queue.close();
  });

  it('gives back what was being settled and nothing that was settled before, cut at every byte of it', () => {
    const folder = fresh();
    const queue = open(folder);
    queue.append(['a', 'b', 'c', 'd']);
    const [a, b, , d] = queue.take(4).map((item) => item.seq);
    queue.settle([a ?? 0]);
    const before = sizes(folder);
    queue.settle([b ?? 0, d ?? 0]);
    const seen = new Set(
      crashStates(folder, before).map((state) => {
        const again = open(state);
        const left = texts(again).join('');
        again.close();
        return left;
      }),
    );
    // Ranges are settled one by one; what was settled is never given again, and c never vanishes.
    expect([...seen].every((left) => ['bcd', 'cd', 'c'].includes(left))).toBe(true);
    expect(texts(queue)).toEqual(['c']);
    queue.close();
  });

  it('loses nothing that was queued and keeps nothing that was settled, over any history with crashes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = { folder: fresh(), n: 0, model: [] as string[], queue: null as Queue | null };
        for (const s of steps) {
          const queue = play(s, world);
          expect(texts(queue)).toEqual(world.model);
          expect(queue.waiting).toBe(world.model.length);
        }
        world.queue?.close();
      }),
      { numRuns: 150 },
    );
  });

  it('loses no other reading when a place in the middle of a file goes bad', () => {
    const folder = fresh();
    mkdirSync(folder);
    const queue = openQueue({ folder, seal, maxReadings: 100, maxBytes: 1e9, whenFull: 'refuse' });
    queue.append(['one', 'two', 'three', 'four']);
    queue.close();
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.log'));
    const whole = readFileSync(join(folder, name));
    for (let at = 0; at < whole.length; at++) {
      const copy = fresh();
      cpSync(folder, copy, { recursive: true });
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] ?? 0) ^ 0x40;
      writeFileSync(join(copy, name), bad);
      const again = open(copy);
      const left = texts(again);
      expect(left.length).toBe(3);
      // What is left can all be settled, and new readings come behind it.
      again.append(['five']);
      expect(texts(again)).toEqual([...left, 'five']);
      again.settle(again.take(10).map((item) => item.seq));
      expect(again.waiting).toBe(0);
      again.close();
    }
  });
});

const step = fc.oneof(
  fc.record({ does: fc.constant('append' as const), many: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ does: fc.constant('settle' as const), picks: fc.array(fc.nat(9), { minLength: 1 }) }),
  fc.record({ does: fc.constant('restart' as const) }),
  fc.record({ does: fc.constant('crash' as const), many: fc.integer({ min: 1, max: 3 }), cut: fc.nat() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface World {
  readonly folder: string;
  queue: Queue | null;
  /** What must wait, in order. */
  model: string[];
  n: number;
}

function play(s: Step, world: World): Queue {
  const queue = world.queue ?? open(world.folder);
  world.queue = queue;
  if (s.does === 'append') {
    const added = Array.from({ length: s.many }, () => `reading ${world.n++}`);
    queue.append(added);
    world.model.push(...added);
  } else if (s.does === 'settle') {
    const head = queue.take(10);
    const chosen = [...new Set(s.picks)].flatMap((i) => head[i] ?? []);
    queue.settle(chosen.map((c) => c.seq));
    world.model = world.model.filter((text) => !chosen.some((c) => c.text === text));
  } else if (s.does === 'crash') crashInAppend(queue, s, world);
  if (s.does === 'append' || s.does === 'settle') return queue;
  queue.close();
  world.queue = open(world.folder);
  if (s.does === 'crash') {
    // Whole records of an append that never returned may be there or not, in their order.
    const found = texts(world.queue).slice(world.model.length);
    expect(found.length).toBeLessThan(s.many);
    expect(found.every((text) => text.startsWith('half'))).toBe(true);
    world.model.push(...found);
  }
  return world.queue;
}

function crashInAppend(queue: Queue, s: Extract<Step, { does: 'crash' }>, world: World): void {
  const before = sizes(world.folder);
  queue.append(Array.from({ length: s.many }, () => `half ${world.n++}`));
  const [grown] = [...sizes(world.folder)].filter(([name, size]) => size > (before.get(name) ?? 0));
  if (grown === undefined) throw new Error('an append wrote nothing');
  const from = before.get(grown[0]) ?? 0;
  truncateSync(join(world.folder, grown[0]), from + (s.cut % (grown[1] - from)));
}
