import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTimestamp } from '@/lib/ingest/parse-timestamp';

const time = fc.integer({ min: 0, max: 4_102_444_800_000 });

it('a time is the same instant in whichever zone it is said', () => {
  const offset = fc.integer({ min: -12 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(time, offset, (ms, minutes) => {
      const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1);
      const ahead = Math.abs(minutes);
      const zone = `${minutes < 0 ? '-' : '+'}${String(Math.floor(ahead / 60)).padStart(2, '0')}:${String(ahead % 60).padStart(2, '0')}`;
      const read = parseTimestamp(`${local}${zone}`);
      return read.ok && read.time === ms;
    }),
  );
});

it('a time without a zone is refused and told how to write it', () => {
  fc.assert(
    fc.property(time, (ms) => {
      const read = parseTimestamp(new Date(ms).toISOString().slice(0, -1));
      return !read.ok && read.code === 'time_without_zone' && read.message.includes('+07:00');
    }),
  );
});

it('agrees with the platform on what it reads, and never throws', () => {
  const part = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
  const text = fc
    .tuple(part, part, part, part, part)
    .map(([mo, d, h, mi, s]) => `2025-${mo}-${d}T${h}:${mi}:${s}Z`);
  fc.assert(
    fc.property(fc.oneof(text, fc.string(), fc.anything()), (value) => {
      const read = parseTimestamp(value);
      if (!read.ok) return true;
      return typeof value === 'string' && Date.parse(value.replace(',', '.')) === read.time;
    }),
    { numRuns: 1_000 },
  );
});

it.each([
  ['2025-12-12T12:34Z', '2025-12-12T12:34:00.000Z'],
  ['2025-12-12T12:34:56Z', '2025-12-12T12:34:56.000Z'],
  ['2025-12-12t12:34:56.7z', '2025-12-12T12:34:56.700Z'],
  ['2025-12-12T12:34:56.789999Z', '2025-12-12T12:34:56.789Z'],
  ['2025-12-12T19:34:56+0700', '2025-12-12T12:34:56.000Z'],
  ['2025-12-12T19:34:56+07', '2025-12-12T12:34:56.000Z'],
])('%s is %s', (said, iso) => {
  const read = parseTimestamp(said);
  expect(read.ok && new Date(read.time).toISOString()).toBe(iso);
});
