import '@/server/certs/reflect-metadata';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate as AuthorityCertificate, X509Crl } from '@peculiar/x509';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CertFiles, openCertFiles } from '@/server/certs/cert-files';

const NOW = Date.parse('2026-03-02T03:00:00Z');

describe('certificates of our own', () => {
  let dataDir: string;
  let files: CertFiles;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'smp certs '));
    files = openCertFiles(dataDir);
    await files.authority(10, NOW, false);
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const read = async (name: string) => new X509Certificate(await readFile(join(files.folder, `${name}.crt`)));

  it('are signed by the authority, for one purpose, and belong to their keys', async () => {
    await files.server(['smp.example', '10.0.0.7'], 1, NOW);
    const made = await files.client('DEV-001', 1, NOW);
    const [ca, server, client] = [await read('ca'), await read('server'), await read('device-DEV-001')];
    for (const certificate of [server, client]) {
      expect(certificate.checkIssued(ca)).toBe(true);
      expect(certificate.verify(ca.publicKey)).toBe(true);
      expect(certificate.ca).toBe(false);
    }
    expect(ca.ca).toBe(true);
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(server.checkHost('smp.example')).toBe('smp.example');
    expect(server.checkIP('10.0.0.7')).toBe('10.0.0.7');
    expect(client.subject).toBe('CN=DEV-001');
    expect(client.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(made.fingerprint);
    const key = createPrivateKey(await readFile(join(files.folder, 'device-DEV-001.key')));
    expect(client.checkPrivateKey(key)).toBe(true);
  });

  it('are told to a broker outside when they are revoked, in a list that the authority signed', async () => {
    const revoked = await files.client('DEV-009', 1, NOW);
    const path = await files.revocations([{ serial: revoked.serial, revokedAt: NOW }], 1, NOW);
    const list = new X509Crl(await readFile(path, 'utf8'));
    const issuer = new AuthorityCertificate(await readFile(join(files.folder, 'ca.crt'), 'utf8'));
    expect(await list.verify({ publicKey: issuer })).toBe(true);
    expect(list.entries.map(({ serialNumber }) => serialNumber)).toEqual([revoked.serial]);
    expect(list.nextUpdate).toEqual(new Date(NOW + 86_400_000));
  });

  it('want their authority first, and say how it is made', async () => {
    const none = openCertFiles(join(dataDir, 'none'));
    const fault = { code: 'NOT_FOUND', message: expect.stringContaining('smp -- certs ca') };
    await expect(none.server(['localhost'], 1, NOW)).rejects.toMatchObject(fault);
    await expect(none.revocations([], 1, NOW)).rejects.toMatchObject(fault);
  });

  it('are readable by their owner alone', async () => {
    await files.server(['localhost'], 1, NOW);
    await files.client('DEV-001', 1, NOW);
    expect(await readdir(files.folder)).toEqual(
      expect.arrayContaining(['ca.key', 'server.key', 'device-DEV-001.key']),
    );
    expect((await stat(files.folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(files.folder)) {
      expect(`${name} ${((await stat(join(files.folder, name))).mode & 0o777).toString(8)}`).toBe(
        `${name} 600`,
      );
    }
  });

  it('never have one serial number twice, and an authority is not replaced in passing', async () => {
    const first = await files.client('DEV-002', 1, NOW);
    const second = await files.client('DEV-002', 1, NOW);
    expect(second.serial).not.toBe(first.serial);
    await expect(files.authority(10, NOW, false)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
