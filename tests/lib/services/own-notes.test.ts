import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownNotes } from '@/lib/services/own-notes';

const note = (n: number) => ({ hash: n.toString(16).padStart(64, '0'), at: 1_767_225_600_000 + n });

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own notes '));
  path = join(folder, 'ledger', 'notes');
});
afterEach(() => rm(folder, { recursive: true }));

it('knows after a restart what was added and what was forgotten', async () => {
  const before = ownNotes(path);
  for (const n of [3, 9, 27]) await before.add(n, note(n));
  await before.forget([9]);
  await before.add(81, note(81));
  const after = await ownNotes(path).all();
  expect([...after]).toEqual([3, 27, 81].map((n) => [n, note(n)]));
});

it('keeps what was durable when a power cut tore the line behind it, and goes on', async () => {
  await ownNotes(path).add(3, note(3));
  await appendFile(path, '9 17672256000');
  const after = ownNotes(path);
  await after.add(27, note(27));
  expect([...(await ownNotes(path).all()).keys()]).toEqual([3, 27]);
  expect(await readFile(path, 'utf8')).toMatch(/^3 .*\n27 .*\n$/);
});

it('refuses a file that somebody changed, instead of taking its notes for recorded', async () => {
  await ownNotes(path).add(3, note(3));
  await writeFile(path, 'nothing to see\n');
  await expect(ownNotes(path).all()).rejects.toThrow('is damaged: "nothing to see"');
});
