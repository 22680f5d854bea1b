import './reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
/** Clocks of devices may run behind. */
const EARLIER_MS = 3_600_000;
cryptoProvider.set(webcrypto as unknown as Crypto);

/** A certificate with its key, both PEM. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly serial: string;
  /** ms since 1970. */
  readonly notAfter: number;
}

export interface Authority {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of our own, which may sign end certificates and nothing else. */
export async function makeAuthority(name: string, days: number, now: number): Promise<Issued> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      ...common(days, now),
      name: [{ CN: [name] }],
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto as unknown as Crypto,
  );
  return issued(certificate, keys);
}

/** A certificate for the broker under these host names and addresses. */
export function makeServerCertificate(
  authority: Authority,
  hosts: readonly string[],
  days: number,
  now: number,
): Promise<Issued> {
  const names = hosts.map((value): JsonGeneralName => ({ type: isAddress(value) ? 'ip' : 'dns', value }));
  const [first = 'smp'] = hosts;
  return makeEnd(authority, first, ExtendedKeyUsage.serverAuth, days, now, [
    new SubjectAlternativeNameExtension(names),
  ]);
}

/** A certificate that a device shows instead of its token; its common name is the device's id. */
export function makeClientCertificate(
  authority: Authority,
  deviceId: string,
  days: number,
  now: number,
): Promise<Issued> {
  return makeEnd(authority, deviceId, ExtendedKeyUsage.clientAuth, days, now, []);
}

/**
 * The list of revoked certificates that brokers outside ask for, PEM; the one inside knows them by itself.
 *
 * @param revoked serial numbers in hex, and when each was revoked, ms
 */
export async function makeRevocationList(
  authority: Authority,
  revoked: readonly { readonly serial: string; readonly revokedAt: number }[],
  days: number,
  now: number,
): Promise<string> {
  const issuer = new X509Certificate(authority.certificate);
  const list = await X509CrlGenerator.create(
    {
      issuer: issuer.subjectName,
      thisUpdate: new Date(now - EARLIER_MS),
      nextUpdate: new Date(now + days * DAY_MS),
      signingAlgorithm: ALGORITHM,
      signingKey: await signingKeyOf(authority),
      entries: revoked.map(({ serial, revokedAt }) => ({
        serialNumber: serial,
        revocationDate: new Date(revokedAt),
      })),
      extensions: [await AuthorityKeyIdentifierExtension.create(issuer)],
    },
    webcrypto as unknown as Crypto,
  );
  // The label that OpenSSL looks for.
  return `${PemConverter.encode(list.rawData, 'X509 CRL')}\n`;
}

async function signingKeyOf(authority: Authority): Promise<CryptoKey> {
  const [der] = PemConverter.decode(authority.key);
  if (der === undefined) throw new Error('the key of the authority cannot be read');
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']) as Promise<CryptoKey>;
}

async function makeEnd(
  authority: Authority,
  name: string,
  usage: ExtendedKeyUsage,
  days: number,
  now: number,
  extensions: readonly Extension[],
): Promise<Issued> {
  const issuer = new X509Certificate(authority.certificate);
  const signingKey = await signingKeyOf(authority);
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create(
    {
      ...common(days, now),
      subject: [{ CN: [name] }],
      issuer: issuer.subjectName,
      publicKey: keys.publicKey,
      signingKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        await AuthorityKeyIdentifierExtension.create(issuer),
        ...extensions,
      ],
    },
    webcrypto as unknown as Crypto,
  );
  return issued(certificate, keys);
}

function common(days: number, now: number) {
  // The first bit stays clear: a serial number is positive.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return {
    serialNumber: serial.toString('hex'),
    notBefore: new Date(now - EARLIER_MS),
    notAfter: new Date(now + days * DAY_MS),
  };
}

function makeKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
}

async function issued(certificate: X509Certificate, keys: CryptoKeyPair): Promise<Issued> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `${PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
    fingerprint: fingerprintOf(certificate),
    serial: certificate.serialNumber,
    notAfter: certificate.notAfter.getTime(),
  };
}

function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(new Uint8Array(certificate.rawData)).digest('hex');
}

function isAddress(host: string): boolean {
  return /^[0-9.]+$/.test(host) || host.includes(':');
}
