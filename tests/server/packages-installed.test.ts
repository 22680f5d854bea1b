import { describe, expect, it } from 'vitest';
import { packagesInstalled } from '@/server/packages-installed.mjs';

const left = { version: '1.0.0', integrity: 'sha512-left' };
const here = { version: '2.1.0', integrity: 'sha512-here', optional: true };
const wanted = { '': { version: '0.1.0' }, 'node_modules/left': left, 'node_modules/here': here };

describe('what npm has installed', () => {
  it('is taken as it is when it is just what the lock file names', () => {
    expect(packagesInstalled(wanted, { 'node_modules/left': left, 'node_modules/here': here })).toBe(true);
  });

  it('may lack packages of another platform', () => {
    expect(packagesInstalled(wanted, { 'node_modules/left': left })).toBe(true);
  });

  it.each([
    ['lacks a package', {}],
    ['has another version of one', { 'node_modules/left': { ...left, version: '1.0.1' } }],
    ['has other bytes under the same version', { 'node_modules/left': { ...left, integrity: 'sha512-x' } }],
    ['has another version of an optional one', { 'node_modules/left': left, 'node_modules/here': left }],
  ])('is installed anew when it %s', (_what, present) => {
    expect(packagesInstalled(wanted, present)).toBe(false);
  });
});
