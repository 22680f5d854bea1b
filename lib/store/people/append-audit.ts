import { Prisma } from '../prisma/client';
import type { Db } from '../prisma-client';

export interface AuditEntry {
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  /** What was done, e.g. `device.register`. */
  readonly action: string;
  /** To what, e.g. `device:DEV-001`. */
  readonly subject: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly requestId: string | null;
}

/** Writes one audit row, inside the caller's transaction when it is given one. Never contains a secret. */
export async function appendAudit(db: Pick<Db, 'audit'>, entry: AuditEntry): Promise<void> {
  await db.audit.create({
    data: {
      ...entry,
      at: new Date(entry.at),
      before: entry.before ?? Prisma.DbNull,
      after: entry.after ?? Prisma.DbNull,
    },
  });
}
