import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOT_ROUTES } from '@/lib/http/routes';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const app = join(root, 'app');

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `(public)/ledger/tile/[...path]/route.ts` → `/ledger/tile/*`. */
export function addressOf(file: string): string {
  const folders = dirname(file)
    .split('/')
    .filter((folder) => folder !== '.' && !/^\(.*\)$/.test(folder));
  return `/${folders.map((folder) => (folder.startsWith('[') ? '*' : folder)).join('/')}`;
}

function files(end: string): readonly string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name === end || name.endsWith(`/${end}`),
  );
}

/** Addresses of all pages. */
export function pages(): readonly string[] {
  return files('page.tsx').map(addressOf).sort();
}

/** Method and address of all routes, those that Next answers and those in front of it. */
export async function routes(): Promise<readonly string[]> {
  const found = new Set(HOT_ROUTES.map(({ method, path }) => `${method} ${path}`));
  for (const file of files('route.ts')) {
    const module = (await import(join(app, file))) as Record<string, unknown>;
    for (const method of METHODS) if (method in module) found.add(`${method} ${addressOf(file)}`);
  }
  return [...found].sort();
}

export interface BuiltAction {
  /** `file#name` */
  readonly name: string;
  /** By which browsers call it. */
  readonly id: string;
  /** Address of a page that offers it. */
  readonly page: string;
}

interface Manifest {
  readonly node: Readonly<
    Record<string, { readonly workers: object; readonly filename: string; readonly exportedName: string }>
  >;
}

/** All server actions of the pages as they were built. */
export function builtActions(): readonly BuiltAction[] {
  const text = readFileSync(join(root, '.next/server/server-reference-manifest.json'), 'utf8');
  const { node } = JSON.parse(text) as Manifest;
  return Object.entries(node).map(([id, { workers, filename, exportedName }]) => {
    const offering = Object.keys(workers)
      .filter((worker) => worker.startsWith('app/') && worker.endsWith('/page'))
      .map((worker) => addressOf(`${worker.slice('app/'.length)}.tsx`));
    return {
      id,
      name: `${filename}#${exportedName}`,
      page: offering.find((p) => !p.includes('*')) ?? offering[0]?.replaceAll('*', 'x') ?? '/',
    };
  });
}
