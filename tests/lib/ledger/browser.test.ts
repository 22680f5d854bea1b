import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOM = fileURLToPath(new URL('../../../lib/ledger/', import.meta.url));

/** What a file of the room imports, as it is written there. */
function importsOf(file: string): string[] {
  const source = readFileSync(ROOM + file, 'utf8');
  return [...source.matchAll(/^(?:import|export)[^;]*? from '([^']+)'/gms)].map(([, name = '']) => name);
}

const files = readdirSync(ROOM).filter((file) => file.endsWith('.ts'));
const forServers = files.filter((file) => file.startsWith('node-'));
const forBoth = files.filter((file) => !file.startsWith('node-'));

describe('the ledger room', () => {
  it('needs Node only in files that say so', () => {
    expect(forServers.length).toBeGreaterThan(0);
    expect(forServers.flatMap(importsOf)).toContain('node:crypto');
    for (const file of forBoth) {
      const foreign = importsOf(file).filter((name) => /^node:|\/node-/.test(name));
      expect(foreign, file).toEqual([]);
    }
  });

  it('reads no clock, no chance and no environment', () => {
    for (const file of files) {
      const source = readFileSync(ROOM + file, 'utf8');
      expect(source, file).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.env|performance\.now/);
    }
  });
});
