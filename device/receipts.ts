import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from './private-files';
import type { Receipt } from './send/outcome';

export interface KeptReceipt extends Receipt {
  /** ISO 8601; when it was received. */
  readonly at: string;
}

/** Receipts, a file a day, one line of JSON each. */
export interface Receipts {
  /** Durable once it returns. */
  keep(receipts: readonly Receipt[]): void;
  /** The newest `count`, oldest first. */
  latest(count: number): readonly KeptReceipt[];
}

const KEEP_DAYS = 90;
const NAME = /^\d{4}-\d\d-\d\d\.ndjson$/;

export function openReceipts(folder: string, now: () => number): Receipts {
  let today = '';
  return {
    keep(receipts) {
      if (receipts.length === 0) return;
      const at = new Date(now()).toISOString();
      const day = at.slice(0, 10);
      privateFolder(folder);
      if (day !== today) forget(folder, day);
      today = day;
      const file = openSync(join(folder, `${day}.ndjson`), 'a', 0o600);
      const { size } = fstatSync(file);
      try {
        const bytes = Buffer.from(receipts.map((r) => `${JSON.stringify({ at, ...r })}\n`).join(''));
        for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
        fsyncSync(file);
      } catch (error) {
        // Half a line would take the next one with it.
        ftruncateSync(file, size);
        throw error;
      } finally {
        closeSync(file);
      }
    },
    latest(count) {
      const found: KeptReceipt[] = [];
      for (const name of days(folder).reverse()) {
        if (found.length >= count) break;
        const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
        found.unshift(...lines.slice(found.length - count).flatMap(parse));
      }
      return found;
    },
  };
}

function days(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort();
  } catch {
    return [];
  }
}

function forget(folder: string, today: string): void {
  const oldest = new Date(Date.parse(today) - KEEP_DAYS * 86_400_000).toISOString().slice(0, 10);
  for (const name of days(folder)) if (name < oldest) rmSync(join(folder, name), { force: true });
}

/** A line that a power cut left unfinished is no receipt; its reading was sent again and has another. */
function parse(line: string): readonly KeptReceipt[] {
  try {
    return [JSON.parse(line) as KeptReceipt];
  } catch {
    return [];
  }
}
