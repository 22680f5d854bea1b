/*
 * A backup is a text, compressed by gzip: a line of JSON that says what it is, then for each table a line of JSON
 * with its name and columns, its rows as PostgreSQL's COPY writes them, and `\.`; then the sequences, and at the end
 * how many rows there were. Whatever stops in the middle has no end, and is refused.
 */

export const BACKUP_FORMAT = 'smp-backup/1';
export const END_OF_ROWS = '\\.';

export interface BackupHead {
  readonly format: typeof BACKUP_FORMAT;
  readonly madeAt: string;
  /** Migrations of the database; a restore wants the same ones. */
  readonly migrations: readonly string[];
}

export interface BackupTable {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface BackupEnd {
  readonly rows: number;
  readonly sequences: readonly BackupSequence[];
}

export interface BackupSequence {
  readonly name: string;
  readonly value: string;
  readonly called: boolean;
}
