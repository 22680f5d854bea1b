import { describe, expect, it } from 'vitest';
import { filesNamedIn } from '@/components/field/core/named-files';

describe('the files that the worker keeps', () => {
  it('are found in a page, where they stand with their folder, and in scripts, where they stand without', () => {
    expect(filesNamedIn('<script src="/_next/static/chunks/0a~b-c_.js" async>')).toEqual([
      '/_next/static/chunks/0a~b-c_.js',
    ]);
    expect(filesNamedIn('e.v(t=>Promise.all(["static/chunks/late.js"].map(t=>e.l(t))))')).toEqual([
      '/_next/static/chunks/late.js',
    ]);
    expect(filesNamedIn('href="/_next/static/media/jakarta-s.p.1n.woff2"')).toEqual([
      '/_next/static/media/jakarta-s.p.1n.woff2',
    ]);
  });

  it('are each named once, and nothing else is taken for one', () => {
    expect(filesNamedIn('"static/chunks/a.js","static/chunks/a.js"')).toEqual(['/_next/static/chunks/a.js']);
    expect(filesNamedIn('"static/media/scan-worker.ts", "/api/field/round", "a.js"')).toEqual([]);
  });
});
