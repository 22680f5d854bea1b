import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read } from './documents';

/** What may run beside code under the MIT licence without more than a notice. */
const FREE = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'Apache-2.0 AND MIT',
    'MIT and ISC',
  ],
  ...['(MIT OR Apache-2.0)', 'BlueOak-1.0.0', 'Unlicense', 'OFL-1.1', 'CC-BY-4.0'],
]);
/** Read by a person, and used as they come: as libraries of their own, not changed and not mixed into ours. */
const READ: Readonly<Record<string, string>> = {
  '@react-leaflet/core': 'Hippocratic-2.1',
  'react-leaflet': 'Hippocratic-2.1',
  elkjs: 'EPL-2.0',
};
/** Image shrinking that Next brings for each system. */
const SHARP = /^@img\/sharp-/;
/** Their licence lies in a file alone: BSD-2-Clause and MIT. */
const IN_A_FILE = new Set(['leaflet.heat', 'xmlhttprequest-ssl']);

interface Locked {
  readonly dev?: boolean;
}

describe('the licences of all packages that run', () => {
  it('are known, and ask for no more than a notice but for those that a person has read', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      readonly packages: Readonly<Record<string, Locked>>;
    };
    const running = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    const installed = running.map(([path]) => path).filter((path) => existsSync(`${path}/package.json`));
    expect(installed.length).toBeGreaterThan(100);
    expect(installed.flatMap(strangeLicence)).toEqual([]);
  });
});

function strangeLicence(path: string): readonly string[] {
  const { license } = JSON.parse(read(`${path}/package.json`)) as { readonly license?: unknown };
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (license === undefined && IN_A_FILE.has(name)) return [];
  if (typeof license === 'string' && (FREE.has(license) || READ[name] === license || SHARP.test(name)))
    return [];
  return [`${name}: ${JSON.stringify(license)}`];
}
