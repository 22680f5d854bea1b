/** A device's signature over the message in which it reported. */
export interface MessageSignature {
  readonly algorithm: 'ed25519' | 'p256';
  /** Name of the device's key. */
  readonly key: string;
  /** Hash of the bytes that were signed. */
  readonly messageHash: string;
  /** Standard Base 64. */
  readonly value: string;
}
