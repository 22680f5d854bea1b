import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { TestServer } from '@/tests/support/server';

/** A clock tick of `/proc`, which Linux has fixed at a hundredth of a second for programs. */
const TICK_MS = 10;

/**
 * Processor time that a server and its connections to the database have taken so far, ms. Steadier than rates where
 * other programs run. Linux alone tells it; elsewhere it is not a number.
 */
export function processorTime({ process: { pid }, databaseUrl }: TestServer): number {
  const database = new URL(databaseUrl).pathname.slice(1);
  let total = taken(pid ?? 0);
  for (const other of processes()) {
    // A backend writes into its command line whom it serves.
    if (commandOf(other).includes(` ${database} `)) total += taken(other);
  }
  return total;
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Processor time of a process, ms. Fields 14 and 15 of `/proc/PID/stat`; the second field may hold spaces and brackets. */
export function taken(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** Memory that a process holds, MB. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
