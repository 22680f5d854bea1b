/** FNV-1a, continued letter by letter, so that the grams of a word share their beginnings. */
export function startHash(kind: number): number {
  return (0x811c9dc5 ^ kind) | 0;
}

export function addCode(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

export function addText(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i++) h = addCode(h, text.charCodeAt(i));
  return h;
}

/** The finish of MurmurHash3, after which the low bits are as good as any. */
export function bucketOf(hash: number, buckets: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) & (buckets - 1);
}
