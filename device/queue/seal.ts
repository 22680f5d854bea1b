import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivately } from '../private-files';

/** Shuts records with AES-256-GCM; the place in the queue is part of what is authenticated. */
export interface Seal {
  shut(seq: number, text: string): Buffer;
  /** @returns `null` when the record was not shut with this key for this place */
  open(seq: number, payload: Buffer): string | null;
}

const NONCE = 12;
const TAG = 16;

export function createSeal(key: Buffer): Seal {
  return {
    shut(seq, text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(placeOf(seq));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(seq, payload) {
      if (payload.length < NONCE + TAG) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, payload.subarray(0, NONCE));
        decipher.setAAD(placeOf(seq));
        decipher.setAuthTag(payload.subarray(-TAG));
        const text = decipher.update(payload.subarray(NONCE, -TAG));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

/**
 * The queue's key, from a file that only its owner may read; made when there is neither key nor queue.
 *
 * @throws Error when a queue lies there whose key is gone: a new key would make its readings unreadable
 */
export function readOrMakeKey(path: string, hasReadings: boolean): Buffer {
  if (existsSync(path)) {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    if (key.length === 32) return key;
    throw new Error(`${path} holds no key of 64 hex digits; put the right file back from a copy`);
  }
  if (hasReadings) {
    throw new Error(
      `The queue holds readings and its key ${path} is gone. Put it back from a copy, or move the folders "queue" and "rejected" away to begin anew without those readings.`,
    );
  }
  const key = randomBytes(32);
  writePrivately(path, `${key.toString('hex')}\n`);
  return key;
}

function placeOf(seq: number): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(seq));
  return place;
}
