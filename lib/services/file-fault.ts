const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not; give the right to it, or run the command as its owner',
  EISDIR: 'it is a folder; name a file in it',
  EEXIST: 'a file of that name is there already',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'there is no room left on the disk',
  EROFS: 'the disk takes no writes',
  Z_BUF_ERROR: 'it is packed by gzip and ends too early; fetch it again',
  Z_DATA_ERROR: 'it is packed by gzip and damaged; fetch it again',
};

/** Why a file cannot be read or written, in words for whoever named it. */
export function fileFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message;
}
