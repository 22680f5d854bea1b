import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

const folder = join(import.meta.dirname, '../../server/jobs');
const names = readdirSync(folder)
  .flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/(?:\bjob\(\w+, |\bnoting\()'([^']+)'/g),
  ])
  .map(([, name = '']) => name);

describe('what happens by itself', () => {
  it.each(['facts', 'ledger', 'feeds'])('is found in the sources: %s', (name) => {
    expect(names).toContain(name);
  });

  it.each(names)('has a name that people read, in both languages: %s', (name) => {
    expect(Object.keys(id.system.job)).toContain(name);
    expect(Object.keys(en.system.job)).toContain(name);
  });
});
