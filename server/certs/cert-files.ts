import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSmpError, SmpError } from '@/lib/errors';
import { certsFolder } from '../mqtt/tls-files';
import {
  type Authority,
  type Issued,
  makeAuthority,
  makeClientCertificate,
  makeRevocationList,
  makeServerCertificate,
} from './make-certificate';

/** Certificates of an installation, in the folder `certs` of its data. Keys are readable by their owner alone. */
export interface CertFiles {
  readonly folder: string;
  /** Makes the authority. @throws SmpError CONFLICT when there is one already and `anew` is not asked for */
  authority(days: number, now: number, anew: boolean): Promise<Issued>;
  server(hosts: readonly string[], days: number, now: number): Promise<Issued>;
  client(deviceId: string, days: number, now: number): Promise<Issued>;
  /** Writes the list of revoked certificates, `ca.crl`. @returns its path */
  revocations(revoked: Parameters<typeof makeRevocationList>[1], days: number, now: number): Promise<string>;
  /** The certificate of a device as it lies there. @throws SmpError NOT_FOUND */
  readClient(deviceId: string): Promise<string>;
}

export function openCertFiles(dataDir: string): CertFiles {
  const folder = certsFolder(dataDir);

  async function write(name: string, issued: Issued): Promise<Issued> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    // The certificate goes last: a broker that watches it finds the key in place.
    await replace(join(folder, `${name}.key`), issued.key);
    await replace(join(folder, `${name}.crt`), issued.certificate);
    return issued;
  }

  async function held(): Promise<Authority> {
    const certificate = await read(
      join(folder, 'ca.crt'),
      'There is no authority yet: npm run smp -- certs ca',
    );
    const key = await read(join(folder, 'ca.key'), `The key of the authority is not in ${folder}.`);
    return { certificate, key };
  }

  return {
    folder,
    async authority(days, now, anew) {
      const there = await held().catch((error: unknown) => {
        if (isSmpError(error) && error.code === 'NOT_FOUND') return null;
        throw error;
      });
      if (there !== null && !anew) {
        throw new SmpError('CONFLICT', `There is an authority in ${folder} already. --anew replaces it.`);
      }
      return write('ca', await makeAuthority('SMP devices', days, now));
    },
    server: async (hosts, days, now) =>
      write('server', await makeServerCertificate(await held(), hosts, days, now)),
    client: async (deviceId, days, now) =>
      write(`device-${deviceId}`, await makeClientCertificate(await held(), deviceId, days, now)),
    async revocations(revoked, days, now) {
      const path = join(folder, 'ca.crl');
      await replace(path, await makeRevocationList(await held(), revoked, days, now));
      return path;
    },
    readClient: (deviceId) =>
      read(join(folder, `device-${deviceId}.crt`), `There is no certificate of ${deviceId} here.`),
  };
}

async function read(path: string, otherwise: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new SmpError('NOT_FOUND', otherwise);
  }
}

/** Whole or not at all: a reader never sees half a file. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await chmod(`${path}.new`, 0o600);
  await rename(`${path}.new`, path);
}
