import { describe, expect, it } from 'vitest';
import { read } from './documents';

describe('the notices about third parties', () => {
  it('name every package that is declared, and none that is not', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const rows = read('docs/third-party.md')
      .split('\n')
      .filter((line) => line.startsWith('| '));
    const named = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect([...named].sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
  });
});
