import { hostname } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Actor } from '@/lib/auth/actor';
import { readConfig } from '@/lib/config';
import { SmpError } from '@/lib/errors';
import { recordCertificate, revokeCertificates } from '@/lib/services/device-certificates';
import { listCertificates } from '@/lib/store/devices/certificates';
import { readDevice } from '@/lib/store/devices/read-devices';
import { type CertFiles, openCertFiles } from '../certs/cert-files';
import { withPlatform } from './with-platform';

const OPERATOR: Actor = { kind: 'job', name: 'smp certs' };
const DEVICE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** `smp certs ca|server|client|renew|revoke|crl|list`: certificates for MQTT over TLS, in the data folder. */
export function certsCommand(): Command {
  const certs = new Command('certs').description('certificates for MQTT over TLS: an authority of your own');
  certs
    .command('ca')
    .description('makes the authority that signs the others')
    .option('--days <days>', 'valid for so many days', '3650')
    .option('--anew', 'replaces the authority that is there; its certificates become worthless', false)
    .action(async (options: { days: string; anew: boolean }) => {
      const files = openFiles();
      const made = await files.authority(wholeDays(options.days), Date.now(), options.anew);
      console.log(`${join(files.folder, 'ca.crt')}\n${made.fingerprint}`);
    });
  certs
    .command('server')
    .alias('renew-server')
    .description('makes or renews the certificate of the broker; a running server takes it up by itself')
    .option('--host <host...>', 'names and addresses that devices connect to', [
      'localhost',
      '127.0.0.1',
      hostname(),
    ])
    .option('--days <days>', 'valid for so many days', '397')
    .action(async (options: { host: string[]; days: string }) => {
      const files = openFiles();
      const made = await files.server(options.host, wholeDays(options.days), Date.now());
      console.log(`${join(files.folder, 'server.crt')}\n${made.fingerprint}`);
    });
  certs
    .command('client <device-id>')
    .description('makes a certificate that a device connects with instead of its token')
    .option('--days <days>', 'valid for so many days', '397')
    .action((deviceId: string, options: { days: string }) => makeClient(deviceId, wholeDays(options.days)));
  certs
    .command('renew <device-id>')
    .description('makes a new certificate for a device; the one before holds until it is revoked or expires')
    .option('--days <days>', 'valid for so many days', '397')
    .action(async (deviceId: string, options: { days: string }) => {
      await openFiles().readClient(deviceId);
      await makeClient(deviceId, wholeDays(options.days));
    });
  certs
    .command('revoke <name>')
    .description('refuses a certificate from now on: its fingerprint, its serial number, or a device id')
    .action(async (name: string) => {
      const which = /^[0-9a-f]{32}$|^[0-9a-f]{64}$/i.test(name) ? { name } : { deviceId: name };
      const revoked = await withPlatform((platform) => revokeCertificates(platform, OPERATOR, which));
      for (const row of revoked) console.log(`${row.fingerprint} ${row.deviceId} revoked`);
      if (revoked.length === 0) console.log('revoked before');
    });
  certs
    .command('crl')
    .description('writes the list of revoked certificates for a broker outside (crlfile of Mosquitto)')
    .option('--days <days>', 'the broker trusts it for so many days', '30')
    .action(async (options: { days: string }) => {
      const listed = await withPlatform(({ pool }) => listCertificates(pool));
      const revoked = listed.flatMap(({ serial, revokedAt }) =>
        revokedAt === null ? [] : [{ serial, revokedAt }],
      );
      console.log(await openFiles().revocations(revoked, wholeDays(options.days), Date.now()));
    });
  certs
    .command('list')
    .description('every client certificate that was made here')
    .action(async () => {
      for (const row of await withPlatform(({ pool }) => listCertificates(pool))) {
        const state = row.revokedAt === null ? `until ${day(row.notAfter)}` : `revoked ${day(row.revokedAt)}`;
        console.log(`${row.fingerprint} ${row.deviceId} ${state}`);
      }
    });
  return certs;
}

async function makeClient(deviceId: string, days: number): Promise<void> {
  if (!DEVICE_ID.test(deviceId))
    throw new SmpError('INVALID', 'A device id has 1 to 64 letters, digits, dots, dashes or underscores.');
  const files = openFiles();
  const made = await files.client(deviceId, days, Date.now());
  const device = await withPlatform(async (platform) => {
    await recordCertificate(platform, OPERATOR, { deviceId, ...pick(made) });
    return readDevice(platform.pool, deviceId);
  });
  console.log(`${join(files.folder, `device-${deviceId}.crt`)}\n${made.fingerprint}`);
  if (device === null)
    console.error(
      `No device ${deviceId} is registered: check its name; the certificate lets it in once it is.`,
    );
}

function pick({ fingerprint, serial, notAfter }: { fingerprint: string; serial: string; notAfter: number }) {
  return { fingerprint, serial, notAfter };
}

function openFiles(): CertFiles {
  return openCertFiles(readConfig(process.env).dataDir);
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 36_500) return days;
  throw new SmpError('INVALID', '--days takes a whole number from 1 to 36500');
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
