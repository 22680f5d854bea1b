import { open, readFile, rm } from 'node:fs/promises';

/**
 * Takes a folder for this process alone, by a file that holds its number. What a process that was killed left
 * behind is taken over.
 *
 * @returns gives the folder back
 * @throws Error while another process holds it
 */
export async function takeFolder(path: string): Promise<() => Promise<void>> {
  for (let tries = 0; tries < 3; tries++) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (holder > 0 && holder !== process.pid && lives(holder)) {
      throw new Error(
        `process ${holder} is a witness with this folder; two would cosign two histories (${path})`,
      );
    }
    await rm(path, { force: true });
  }
  throw new Error(`${path} cannot be taken`);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
