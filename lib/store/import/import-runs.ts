import type { Db } from '../prisma-client';

export interface ImportStart {
  readonly id: string;
  readonly format: string;
  readonly fileName: string;
  /** SHA-256, hex. */
  readonly fileHash: string;
  /** ms since 1970. */
  readonly startedAt: number;
}

export interface ImportEnd {
  readonly finishedAt: number;
  readonly accepted: number;
  readonly refused: number;
  /** Groups of refusals and the rows themselves; plain JSON. */
  readonly report: object;
}

/** Notes that an import began; it has no end until it came to one. */
export async function startImportRun(db: Db, run: ImportStart): Promise<void> {
  const startedAt = new Date(run.startedAt);
  await db.importRun.create({ data: { ...run, startedAt, accepted: 0, refused: 0, report: {} } });
}

export async function finishImportRun(db: Db, id: string, end: ImportEnd): Promise<void> {
  const finishedAt = new Date(end.finishedAt);
  await db.importRun.update({ where: { id }, data: { ...end, finishedAt } });
}
