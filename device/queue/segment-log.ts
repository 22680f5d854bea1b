import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../private-files';
import { encodeFrame, HEADER, scanFrames } from './frame';

/** One file of the log, and where each of its records lies. */
export interface Segment {
  readonly path: string;
  readonly seqs: number[];
  readonly offsets: number[];
  readonly lengths: number[];
}

export interface SegmentLog {
  readonly segments: readonly Segment[];
  /** Bytes between whole records that could not be read when the log was opened. */
  readonly damaged: number;
  /** Bytes of an unfinished record that were cut off when the log was opened. */
  readonly torn: number;
  /** The highest place in the log, 0 when it is empty. */
  readonly lastSeq: number;
  /** Durable once it returns. @throws Error, and then none of the records counts */
  append(records: readonly { readonly seq: number; readonly payload: Buffer }[]): void;
  read(segment: Segment, index: number): Buffer;
  /** Deletes a segment's file; none but the newest may still be written. */
  remove(segment: Segment): void;
  close(): void;
}

export interface SegmentLogOptions {
  readonly folder: string;
  /** A segment that has grown to this size is followed by a new one. */
  readonly segmentBytes: number;
  /** Looks without mending: what another process is writing stays as it is. */
  readonly readOnly: boolean;
}

const NAME = /^\d{16}\.log$/;

/**
 * Records in append-only files. A power cut can only leave an unfinished record at the end of the newest file,
 * which is cut off at the next opening; a place in the middle that went bad costs the records in it and no others.
 */
export function openSegmentLog({ folder, segmentBytes, readOnly }: SegmentLogOptions): SegmentLog {
  let damaged = 0;
  let torn = 0;
  let active: { file: number; size: number; segment: Segment } | null = null;
  let reading: { path: string; file: number } | null = null;
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name)) : [];
  const segments = names
    .sort()
    .map((name) => load(join(folder, name)))
    .filter(({ path, seqs }) => {
      // Made just before a power cut; its name is needed again.
      if (seqs.length === 0 && !readOnly) rmSync(path, { force: true });
      return seqs.length > 0;
    });

  function load(path: string): Segment {
    const bytes = readFileSync(path);
    const scan = scanFrames(bytes);
    damaged += scan.damaged;
    torn += bytes.length - scan.end;
    if (!readOnly && scan.end < bytes.length) truncateSync(path, scan.end);
    return {
      path,
      seqs: scan.frames.map((f) => f.seq),
      offsets: scan.frames.map((f) => f.offset),
      lengths: scan.frames.map((f) => f.length),
    };
  }

  /** The file that is written: the newest until it is full or was opened by an earlier process. */
  function activeFor(seq: number) {
    if (active !== null && active.size < segmentBytes) return active;
    if (active !== null) closeSync(active.file);
    active = null;
    const path = join(folder, `${String(seq).padStart(16, '0')}.log`);
    const file = openSync(path, 'ax', 0o600);
    syncFolder(folder);
    const segment: Segment = { path, seqs: [], offsets: [], lengths: [] };
    segments.push(segment);
    active = { file, size: 0, segment };
    return active;
  }

  function write(file: number, bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  }

  /**
   * After a failed write nobody knows what the file holds: cut it back and never write to it again. One that holds
   * nothing goes, or a disk that stays full for long would gather a file for each reading.
   */
  function abandon(file: number, size: number, segment: Segment): void {
    active = null;
    try {
      ftruncateSync(file, size);
      if (size === 0) rmSync(segment.path, { force: true });
    } catch {
      // A disk that refuses this as well; the next opening cuts the tail off.
    }
    closeSync(file);
    if (size === 0) segments.splice(segments.indexOf(segment), 1);
  }

  return {
    segments,
    get damaged() {
      return damaged;
    },
    get torn() {
      return torn;
    },
    get lastSeq() {
      return segments.reduce((last, s) => Math.max(last, s.seqs.at(-1) ?? 0), 0);
    },
    append(records) {
      const [first] = records;
      if (first === undefined) return;
      const { file, size, segment } = activeFor(first.seq);
      try {
        write(file, Buffer.concat(records.map(({ seq, payload }) => encodeFrame(seq, payload))));
      } catch (error) {
        abandon(file, size, segment);
        throw error;
      }
      let end = size;
      for (const { seq, payload } of records) {
        segment.seqs.push(seq);
        segment.offsets.push(end + HEADER);
        segment.lengths.push(payload.length);
        end += HEADER + payload.length;
      }
      if (active !== null) active.size = end;
    },
    read(segment, index) {
      if (reading?.path !== segment.path) {
        if (reading !== null) closeSync(reading.file);
        reading = { path: segment.path, file: openSync(segment.path, 'r') };
      }
      const bytes = Buffer.alloc(segment.lengths[index] ?? 0);
      const got = readSync(reading.file, bytes, 0, bytes.length, segment.offsets[index] ?? 0);
      return bytes.subarray(0, got);
    },
    remove(segment) {
      if (active?.segment === segment) {
        closeSync(active.file);
        active = null;
      }
      if (reading?.path === segment.path) {
        closeSync(reading.file);
        reading = null;
      }
      rmSync(segment.path, { force: true });
      const index = segments.indexOf(segment);
      if (index >= 0) segments.splice(index, 1);
    },
    close() {
      if (active !== null) closeSync(active.file);
      if (reading !== null) closeSync(reading.file);
      active = null;
      reading = null;
    },
  };
}
