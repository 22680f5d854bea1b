import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Freezes every process of a cluster, as a machine or its disk that stands still does. @returns what lets them go on */
export async function freezePostgres(dataDir: string): Promise<() => void> {
  const postmaster = Number.parseInt(
    await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8'),
    10,
  );
  // First, so that it begins no other.
  process.kill(postmaster, 'SIGSTOP');
  const pids = [postmaster, ...(await childrenOf(postmaster))];
  for (const pid of pids) signal(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids.reverse()) signal(pid, 'SIGCONT');
  };
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  // After the name, which stands in parentheses: state, then the parent (proc(5)).
  return pids.filter((_, i) => Number(stats[i]?.split(') ')[1]?.split(' ')[1]) === parent).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}
