import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { SmpError } from '@/lib/errors';
import { detectDelimiter, IMPORT_CSV_OPTIONS } from '@/lib/ingest/open-importer';
import { fileFault } from './file-fault';

/** One line of a table. */
export interface FileRow {
  readonly cells: readonly string[];
  /** The header is line 1. */
  readonly line: number;
}

/** A table in a file, plain or packed by gzip. It is read anew by each call of `rows`. */
export interface ImportFile {
  readonly name: string;
  /** SHA-256 of the file as it lies there, hex. */
  readonly hash: string;
  readonly header: readonly string[];
  /** The rows under the header. @param progress told now and then which part of the file was read, 0 … 1 */
  rows(progress: (fraction: number) => void): AsyncGenerator<FileRow>;
}

/** @throws SmpError INVALID when the file cannot be read or has no header */
export async function openImportFile(path: string): Promise<ImportFile> {
  const { size, packed } = await inspect(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const text = () => unpack(createReadStream(path), packed);
  const first = await firstLine(text()).catch((error: Error) => {
    throw unreadable(path, error);
  });
  const delimiter = detectDelimiter(first);
  const [header] = await firstRow(first, delimiter);
  if (header === undefined) throw new SmpError('INVALID', `${path} has no header line.`);
  return {
    name: basename(path),
    hash: hash.digest('hex'),
    header,
    async *rows(progress) {
      const source = createReadStream(path);
      const parser = parse({ ...IMPORT_CSV_OPTIONS, delimiter, info: true });
      pipeline(unpack(source, packed), parser, () => undefined);
      let isHeader = true;
      try {
        for await (const { record, info } of parser as AsyncIterable<Parsed>) {
          if (!isHeader) yield { cells: record, line: info.lines };
          isHeader = false;
          progress(size === 0 ? 1 : source.bytesRead / size);
        }
      } catch (error) {
        throw unreadable(path, error);
      }
    },
  };
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Gzip is known by its first bytes, whatever the file is called. */
async function inspect(path: string): Promise<{ size: number; packed: boolean }> {
  try {
    const { size } = await stat(path);
    const handle = await open(path);
    const start = new Uint8Array(2);
    await handle.read(start, 0, 2, 0).finally(() => handle.close());
    return { size, packed: start[0] === 0x1f && start[1] === 0x8b };
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unpack(source: Readable, packed: boolean): Readable {
  return packed ? pipeline(source, createGunzip(), () => undefined) : source;
}

async function firstLine(text: Readable): Promise<string> {
  try {
    for await (const line of createInterface({ input: text })) if (line.trim() !== '') return line;
    return '';
  } finally {
    text.destroy();
  }
}

async function firstRow(line: string, delimiter: string): Promise<readonly (readonly string[])[]> {
  const parser = parse({ ...IMPORT_CSV_OPTIONS, delimiter });
  parser.end(`${line}\n`);
  return parser.toArray();
}

function unreadable(path: string, error: unknown): SmpError {
  return new SmpError('INVALID', `${path} cannot be read: ${fileFault(error)}.`, { cause: error });
}
