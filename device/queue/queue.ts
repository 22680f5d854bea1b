import { join } from 'node:path';
import { privateFolder } from '../private-files';
import { openDoneLog } from './done-log';
import { HEADER } from './frame';
import type { Seal } from './seal';
import { openSegmentLog, type Segment } from './segment-log';

/** Something that waits, as the text it was queued with, and its place. */
export interface Queued {
  readonly seq: number;
  readonly text: string;
}

/** A first-in first-out queue on disk that a `kill -9` or a power cut at any moment does not harm. */
export interface Queue {
  /**
   * Adds texts at the end, durable once it returns. A full queue makes room by its policy first.
   *
   * @returns the oldest ones that had to go
   * @throws QueueFull with the policy `refuse`; Error when the disk refuses; then none of the texts counts
   */
  append(texts: readonly string[]): readonly Queued[];
  /** The oldest that wait, at most `count`; they stay until they are settled. */
  take(count: number): readonly Queued[];
  /** These are done with and never come back; durable once it returns. */
  settle(seqs: readonly number[]): void;
  readonly waiting: number;
  /** What waits, in bytes on disk. */
  readonly bytes: number;
  /** What opening found: bytes that went bad and bytes of a last record that was never finished. */
  readonly found: { readonly damaged: number; readonly torn: number; readonly unreadable: number };
  close(): void;
}

export interface QueueLimits {
  readonly maxReadings: number;
  readonly maxBytes: number;
  readonly whenFull: 'drop-oldest' | 'refuse';
}

export interface QueueOptions extends QueueLimits {
  readonly folder: string;
  readonly seal: Seal;
  readonly readOnly?: boolean;
  readonly segmentBytes?: number;
}

export class QueueFull extends Error {
  readonly code = 'QUEUE_FULL';
}

const SEGMENT_BYTES = 4 << 20;
/** What sealing adds to a text. */
const SEAL_BYTES = 28;

export function openQueue(options: QueueOptions): Queue {
  const { folder, seal, readOnly = false, segmentBytes = SEGMENT_BYTES } = options;
  if (!readOnly) privateFolder(folder);
  const log = openSegmentLog({ folder, segmentBytes, readOnly });
  const done = openDoneLog(join(folder, 'done'), readOnly);
  let nextSeq = Math.max(log.lastSeq, done.highest) + 1;
  let waiting = 0;
  let bytes = 0;
  let unreadable = 0;
  for (const { size } of pending()) {
    waiting += 1;
    bytes += size;
  }
  if (!readOnly) clear();
  skipGaps();

  function* pending(): Generator<{ segment: Segment; index: number; seq: number; size: number }> {
    for (const segment of log.segments) {
      // Most of a long queue's first segments is settled already; `has` is two comparisons.
      for (let index = 0; index < segment.seqs.length; index++) {
        const seq = segment.seqs[index] ?? 0;
        if (!done.has(seq)) yield { segment, index, seq, size: HEADER + (segment.lengths[index] ?? 0) };
      }
    }
  }

  /** Places that went bad or were never written must not keep the list of settled ones from closing up. */
  function skipGaps(): void {
    const [oldest] = pending();
    done.skipTo((oldest?.seq ?? nextSeq) - 1);
  }

  /** Removes segments in which everything is settled, but never the last: it may still be written. */
  function clear(): void {
    for (const segment of log.segments.slice(0, -1)) {
      if (!segment.seqs.every((seq) => done.has(seq))) return;
      log.remove(segment);
    }
  }

  function take(count: number): readonly Queued[] {
    const taken: Queued[] = [];
    const bad: number[] = [];
    for (const { segment, index, seq } of pending()) {
      if (taken.length >= count) break;
      const text = seal.open(seq, log.read(segment, index));
      if (text === null) bad.push(seq);
      else taken.push({ seq, text });
    }
    if (bad.length > 0 && !readOnly) {
      unreadable += bad.length;
      settle(bad);
    }
    return taken;
  }

  function settle(seqs: readonly number[]): void {
    const open = new Set(seqs.filter((seq) => seq < nextSeq && !done.has(seq)));
    if (open.size === 0) return;
    let left = open.size;
    let freed = 0;
    let settled = 0;
    for (const { seq, size } of pending()) {
      if (left === 0) break;
      if (!open.has(seq)) continue;
      freed += size;
      settled += 1;
      left -= 1;
    }
    done.mark([...open]);
    waiting -= settled;
    bytes -= freed;
    clear();
    skipGaps();
  }

  function makeRoom(count: number, size: number): readonly Queued[] {
    if (waiting + count <= options.maxReadings && bytes + size <= options.maxBytes) return [];
    if (options.whenFull === 'refuse' || count > options.maxReadings || size > options.maxBytes) {
      throw new QueueFull(`The queue is full (${waiting} readings, ${bytes} bytes).`);
    }
    let readings = waiting + count - options.maxReadings;
    let excess = bytes + size - options.maxBytes;
    let oldest = 0;
    for (const entry of pending()) {
      if (readings <= 0 && excess <= 0) break;
      readings -= 1;
      excess -= entry.size;
      oldest += 1;
    }
    const dropped = take(oldest);
    settle(dropped.map((d) => d.seq));
    return dropped;
  }

  return {
    append(texts) {
      if (texts.length === 0) return [];
      const size = texts.reduce((sum, t) => sum + HEADER + SEAL_BYTES + Buffer.byteLength(t), 0);
      const dropped = makeRoom(texts.length, size);
      const first = nextSeq;
      // A place whose writing failed is never used again, whatever is left of it on the disk.
      nextSeq += texts.length;
      log.append(texts.map((text, i) => ({ seq: first + i, payload: seal.shut(first + i, text) })));
      waiting += texts.length;
      bytes += size;
      return dropped;
    },
    take,
    settle,
    get waiting() {
      return waiting;
    },
    get bytes() {
      return bytes;
    },
    get found() {
      return { damaged: log.damaged, torn: log.torn, unreadable };
    },
    close() {
      log.close();
      done.close();
    },
  };
}
