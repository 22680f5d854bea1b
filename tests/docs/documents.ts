import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Document {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Everything that is written for readers. */
export function documents(): readonly Document[] {
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path));
  return ['README.md', 'CONTRIBUTING.md', 'device/README.md', ...below].map((path) => ({
    path,
    text: read(path),
  }));
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

const ROOMS = 'app|bench|components|device|docs|lib|messages|prisma|public|server|tests';
const IN_ROOM = new RegExp(`^(?:${ROOMS})/`);
const AT_ROOT = /^[\w.-]+\.(?:md|json|ts|mjs|cjs)$/;
/** Written by a run, so that a fresh clone lacks it. */
const MADE = /^(?:bench\/results|lib\/store\/prisma)\//;
/** Packages whose names end as a file's would. */
const PACKAGES = new Set(Object.keys(allDependencies()));

function allDependencies(): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  return { ...dependencies, ...devDependencies };
}

/** Names in backticks that can only mean a file or folder of this repository. */
export function namedPaths(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, said = '']) => said)
    .filter((said) => (IN_ROOM.test(said) || AT_ROOT.test(said)) && !/[\s*<{…[]/.test(said))
    .filter((said) => !MADE.test(said) && !PACKAGES.has(said));
}

/** Links that stay inside the repository, as paths from its root. */
export function linkedPaths({ path, text }: Document): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(path), target));
}

export const isThere = (path: string) => existsSync(join(root, path));
