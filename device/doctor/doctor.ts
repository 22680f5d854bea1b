import { existsSync } from 'node:fs';
import type { Home } from '../home';
import { ask } from '../http-client';
import { readOwnKey } from '../own-key';
import type { Settings } from '../settings';
import { type Credentials, readCredentials } from '../token-file';
import { type Finding, said, wrong } from './check';
import { checkBroker } from './check-broker';
import { checkCertificate } from './check-certificate';
import { checkFolder } from './check-folder';
import { checkQueue } from './check-queue';
import { checkClock, checkServer, checkToken } from './check-server';

/** Looks at everything that keeps a device from reporting; changes nothing. */
export async function examine(home: Home, settings: Settings): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const held = credentialsOf(home, findings);
  const server = settings.server ?? held?.server ?? null;
  if (existsSync(home.folder)) findings.push(...checkFolder(home), checkQueue(home, settings));
  if (server !== null) {
    const answer = await ask(`${server}/api/health/ready`, { timeoutMs: 10_000 });
    findings.push(checkServer(server, answer), ...checkClock(answer));
    if (held !== null)
      findings.push(await checkToken(server, held, readOwnKey(home.ownKey), answer.kind === 'answer'));
    if (held !== null && settings.mode === 'mqtt') {
      findings.push(...checkCertificate(settings, held, Date.now()));
      findings.push(await checkBroker(settings, held, server));
    }
  }
  return findings;
}

function credentialsOf(home: Home, findings: Finding[]): Credentials | null {
  const what = said('Pendaftaran', 'Registration');
  try {
    const held = readCredentials(home.token);
    if (held === null) {
      findings.push(
        wrong(
          what,
          said('Perangkat ini belum terdaftar.', 'This device has not joined a server.'),
          said(
            'Minta kode kepada administrator, lalu jalankan: smp device --register --server URL --code KODE',
            'Ask your administrator for a code, then run: smp device --register --server URL --code CODE',
          ),
        ),
      );
    }
    return held;
  } catch (error) {
    const text = String(error instanceof Error ? error.message : error);
    findings.push(
      wrong(what, said(text, text), said('Daftarkan ulang perangkat.', 'Register the device again.')),
    );
    return null;
  }
}
