import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { isDiskFull } from '../disk-full';
import { syncFolder, writePrivately } from '../private-files';

/** Which places of a queue are settled. */
export interface DoneLog {
  has(seq: number): boolean;
  /** Everything up to here is settled. */
  readonly cursor: number;
  /** The highest place that was ever settled. */
  readonly highest: number;
  /** Durable once it returns. */
  mark(seqs: readonly number[]): void;
  /** Nothing up to here waits any more; known from the queue itself and so not written. */
  skipTo(seq: number): void;
  close(): void;
}

/** from(8) to(8) crc(4): every place from `from` to `to` is settled. */
const RECORD = 20;
/** A file of this size is written anew in short. */
const COMPACT_BYTES = 64 * 1024;

/** An append-only list of settled ranges. An unfinished record at its end was never told to anybody. */
export function openDoneLog(path: string, readOnly: boolean): DoneLog {
  const beyond = new Set<number>();
  let cursor = 0;
  let highest = 0;
  let size = 0;
  if (existsSync(path)) {
    const bytes = readFileSync(path);
    for (; size + RECORD <= bytes.length; size += RECORD) {
      const record = bytes.subarray(size, size + RECORD);
      if (crc32(record.subarray(0, 16)) !== record.readUInt32BE(16)) break;
      take(Number(record.readBigUInt64BE(0)), Number(record.readBigUInt64BE(8)));
    }
    if (!readOnly && size < bytes.length) truncateSync(path, size);
  }
  let file: number | null = null;

  function take(from: number, to: number): void {
    highest = Math.max(highest, to);
    if (from <= cursor + 1) cursor = Math.max(cursor, to);
    else for (let seq = from; seq <= to; seq++) beyond.add(seq);
    for (const seq of beyond) if (seq <= cursor) beyond.delete(seq);
    while (beyond.delete(cursor + 1)) cursor += 1;
  }

  function compact(): void {
    if (file !== null) closeSync(file);
    file = null;
    const ranges = [{ from: 0, to: cursor }, ...rangesOf([...beyond].filter((seq) => seq > cursor))];
    const bytes = Buffer.concat(ranges.map(encode));
    writePrivately(path, bytes);
    size = bytes.length;
  }

  /** These are settled whether their file can be made short or not; the next ones try again. */
  function tryCompact(): void {
    try {
      compact();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }

  return {
    has: (seq) => seq <= cursor || beyond.has(seq),
    get cursor() {
      return cursor;
    },
    get highest() {
      return highest;
    },
    mark(seqs) {
      if (seqs.length === 0) return;
      if (file === null) {
        const fresh = !existsSync(path);
        file = openSync(path, 'a', 0o600);
        if (fresh) syncFolder(dirname(path));
      }
      const ranges = rangesOf(seqs);
      const bytes = Buffer.concat(ranges.map(encode));
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
        fsyncSync(file);
      } catch (error) {
        closeSync(file);
        file = null;
        truncateSync(path, size);
        throw error;
      }
      size += bytes.length;
      for (const { from, to } of ranges) take(from, to);
      if (size > COMPACT_BYTES) tryCompact();
    },
    skipTo: (seq) => take(0, seq),
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function rangesOf(seqs: readonly number[]): readonly Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && seq <= last.to + 1) last.to = seq;
    else ranges.push({ from: seq, to: seq });
  }
  return ranges;
}

function encode({ from, to }: Range): Buffer {
  const record = Buffer.alloc(RECORD);
  record.writeBigUInt64BE(BigInt(from), 0);
  record.writeBigUInt64BE(BigInt(to), 8);
  record.writeUInt32BE(crc32(record.subarray(0, 16)), 16);
  return record;
}
