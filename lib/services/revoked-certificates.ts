/** Fingerprints of revoked certificates in memory; refreshed every two seconds by the server. */
export interface RevokedCertificates {
  /** @param fingerprint SHA-256 in lower-case hex */
  has(fingerprint: string): boolean;
  refresh(): Promise<void>;
}

export function createRevokedCertificates(read: () => Promise<readonly string[]>): RevokedCertificates {
  let held: ReadonlySet<string> = new Set();
  return {
    has: (fingerprint) => held.has(fingerprint),
    async refresh() {
      held = new Set(await read());
    },
  };
}
