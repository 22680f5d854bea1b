/** Whether the disk, or this user's share of it, has no room left. */
export function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** What a person is told meanwhile. */
export const DISK_FULL =
  'the disk of this device is full; make room, e.g. by removing files that are not needed. Nothing was lost: what waits is kept, new readings stay in memory, and all of it goes on by itself';
