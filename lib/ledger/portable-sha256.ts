import { sha256 } from '@noble/hashes/sha2.js';
import type { Sha256 } from './sha256';

/** The digest for browsers: synchronous, audited, without platform calls. */
export const portableSha256: Sha256 = (data) => sha256(data);
