import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsFor } from '@/device/send/mqtt-words';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder('device');

describe('the files of a TLS connection', () => {
  const held = {
    server: 'http://localhost',
    device_id: 'DEV-1',
    market_id: 'PASAR-1',
    token: 't',
    expires_at: '2027-01-01T00:00:00Z',
    issued_at: '2026-01-01T00:00:00Z',
  };

  it('are read, and one that cannot be is named with its setting', () => {
    const pem = join(root, 'a.pem');
    writeFileSync(pem, 'PEM');
    const tls = { ca: pem, cert: pem, certKey: pem };
    const bytes = Buffer.from('PEM');
    expect(optionsFor(held, tls)).toMatchObject({ ca: bytes, cert: bytes, key: bytes });
    for (const [part, setting] of [
      ['ca', '--ca'],
      ['cert', '--cert'],
      ['certKey', '--cert-key'],
    ] as const) {
      const path = join(root, 'nowhere.pem');
      const said = `${setting} ${path} cannot be read (ENOENT); check its name and who may read it`;
      expect(() => optionsFor(held, { ...tls, [part]: path })).toThrow(said);
    }
  });
});
