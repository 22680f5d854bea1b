import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Settings } from '../settings';
import type { Credentials } from '../token-file';
import { type Finding, fine, type Said, said, wrong } from './check';

const SOON_MS = 14 * 86_400_000;

/** Looks at the certificate that a device shows its broker, which says nothing of why it does not let one in. */
export function checkCertificate(
  { cert, certKey }: Pick<Settings, 'cert' | 'certKey'>,
  { device_id }: Pick<Credentials, 'device_id'>,
  now: number,
): readonly Finding[] {
  if (cert === null || certKey === null) return [];
  const what = said('Sertifikat', 'Certificate');
  const bad = (found: Said, remedy: Said) => [wrong(what, found, remedy)];
  let shown: X509Certificate;
  try {
    shown = new X509Certificate(readFileSync(cert));
    if (!shown.checkPrivateKey(createPrivateKey(readFileSync(certKey))))
      return bad(said(`${certKey} bukan kunci dari ${cert}.`, `${certKey} is not the key of ${cert}.`), BOTH);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return bad(said(`${cert}, ${certKey}: ${why}`, `${cert}, ${certKey}: ${why}`), BOTH);
  }
  const name = /^CN=(.*)$/m.exec(shown.subject)?.[1] ?? '';
  const until = Date.parse(shown.validTo);
  const day = new Date(until).toISOString().slice(0, 10);
  if (name !== device_id) {
    const found = said(
      `Sertifikat ini milik ${name}, sedangkan perangkat ini ${device_id}.`,
      `This certificate is that of ${name}, and this device is ${device_id}.`,
    );
    return bad(found, anew(device_id));
  }
  if (until <= now) return bad(said(`Kedaluwarsa sejak ${day}.`, `Expired on ${day}.`), anew(device_id));
  const found = said(`${name}, berlaku sampai ${day}.`, `${name}, valid until ${day}.`);
  return until - now > SOON_MS ? [fine(what, found)] : bad(found, anew(device_id));
}

const BOTH = said(
  'Salin lagi .crt dan .key perangkat ini dari administrator, lalu periksa nama dan izin berkasnya.',
  "Copy this device's .crt and .key again from your administrator, and check their names and who may read them.",
);

function anew(deviceId: string): Said {
  return said(
    `Minta sertifikat baru kepada administrator: smp certs client ${deviceId}`,
    `Ask your administrator for a new certificate: smp certs client ${deviceId}`,
  );
}
