import { describe, expect, it } from 'vitest';
import { leadingTo, nextPage } from '@/lib/auth/next-page';

describe('where signing in leads', () => {
  it.each([
    '/portal',
    '/portal/',
    '/portal/tinjau?id=12&lane=quarantined',
    '/portal/perangkat/id/DEV-001',
    '/portal/perangkat/id/DEV%20001',
    '/portal/audit?from=2026-01-01&subject=alias%3A1',
    '/field',
  ])('is the page of ours that was asked for: %s', (page) => {
    expect(nextPage(page)).toBe(page);
  });

  it.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    '\\/elsewhere.example',
    '/\t/elsewhere.example',
    '/\n/portal',
    'https://elsewhere.example/portal',
    'javascript:alert(1)',
    'data:text/html,x',
    'portal',
    ' /portal',
    '',
    '/%2Felsewhere.example',
    '/%5Celsewhere.example',
    '/portal/%2F%2Felsewhere.example',
    '/portal/%252F%252Felsewhere.example',
    '/portal/%25252Felsewhere.example',
    '/portal/%5Celsewhere.example',
    '/portal/..//elsewhere.example',
    '/portal/%2e%2e//elsewhere.example',
    '/portal/%252e%252e/masuk',
    '/portal//elsewhere.example',
    '/portal/%00',
    '/portal/%zz',
    '/portal.elsewhere.example',
    '/portal@elsewhere.example',
    '/fieldwork',
  ])('is never what a browser or a proxy could take for another place: %j', (page) => {
    expect(nextPage(page)).toBe(null);
  });

  it.each(['/', '/masuk', '/api/auth/signout', '/portal/../api/health/live', '/ingest', '/ledger/key'])(
    'is no page that needs no sign-in, and no door: %s',
    (page) => {
      expect(nextPage(page)).toBe(null);
    },
  );

  it('takes only one address, and none that is too long', () => {
    expect(nextPage(['/portal', '/portal'])).toBe(null);
    expect(nextPage(undefined)).toBe(null);
    expect(nextPage(`/portal?q=${'x'.repeat(2_000)}`)).toBe(null);
  });

  it('leaves out what the page router adds and what no server is told', () => {
    expect(nextPage('/portal/pasar?_rsc=1abc')).toBe('/portal/pasar');
    expect(nextPage('/portal/pasar?q=beras&_rsc=1abc#x')).toBe('/portal/pasar?q=beras');
  });

  it('stays what it was on its way through an address', () => {
    const page = '/portal/tinjau?id=12&q=a%2Bb';
    const address = new URL(leadingTo('/masuk', page), 'http://localhost');
    expect(address.pathname).toBe('/masuk');
    expect(nextPage(address.searchParams.get('next'))).toBe(page);
    expect(leadingTo('/masuk', '/portal')).toBe('/masuk');
    expect(leadingTo('/masuk', null)).toBe('/masuk');
  });
});
