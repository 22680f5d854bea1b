/**
 * SHA-256 of `data` as 32 fresh bytes. Passed in everywhere, so that the same code runs with the native
 * digest on a server and with a portable one in a browser. Must not keep a reference to `data`.
 */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Length of a digest in bytes. */
export const HASH_BYTES = 32;
