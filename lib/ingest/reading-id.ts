import { hash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Lower-case UUID, or `null` when the text is none. The nil and the max UUID identify nothing. */
export function parseUuid(value: unknown): string | null {
  if (typeof value !== 'string' || !UUID.test(value)) return null;
  const uuid = value.toLowerCase();
  return /^(?:0|-)+$|^(?:f|-)+$/.test(uuid) ? null : uuid;
}

/**
 * The identity of a reading that came without one: a UUID of version 8 (RFC 9562) from the SHA-256 of
 * device and time, so that a repeat after a lost answer names the same reading.
 */
export function deriveReadingId(deviceId: string, observedAt: number): string {
  const hex = hash('sha256', `smp-reading-1\n${deviceId}\n${observedAt}`, 'hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
