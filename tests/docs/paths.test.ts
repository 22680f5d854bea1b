import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents, isThere, linkedPaths, namedPaths, read, root } from './documents';

/** What npm does by itself. */
const NPM_OWN = new Set(['run', 'install', 'ci', 'audit', 'ls', 'sbom']);

const all = documents();

function missing(find: (document: (typeof all)[number]) => readonly string[]): string[] {
  return all.flatMap((document) => find(document).map((what) => `${document.path}: ${what}`));
}

/** Commands of `smp`: the names that its files give to commander, with those of their subcommands. */
function smpCommands(): ReadonlySet<string> {
  const folder = 'server/commands';
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((f) => f.endsWith('.ts')).map((f) => read(join(folder, f)));
  const names = sources.flatMap((source) => [...source.matchAll(/(?:new Command|\.command)\(\s*'([\w-]+)/g)]);
  return new Set(names.map(([, name = '']) => name));
}

describe('what the documents say', () => {
  it('finds something to check in them', () => {
    expect(all.flatMap(({ text }) => namedPaths(text)).length).toBeGreaterThan(20);
    expect(all.flatMap(linkedPaths).length).toBeGreaterThan(10);
    expect(smpCommands().size).toBeGreaterThan(2);
  });

  it('names only files and folders that exist', () => {
    expect(missing(({ text }) => namedPaths(text).filter((path) => !isThere(path)))).toEqual([]);
  });

  it('links only to files that exist', () => {
    expect(missing((document) => linkedPaths(document).filter((path) => !isThere(path)))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const unknown = missing(({ text }) =>
      [...text.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)]
        .filter(([whole, name = '']) => !(name in scripts) && (whole.includes(' run ') || !NPM_OWN.has(name)))
        .filter(([, name = '']) => isCommand(text, name))
        .map(([whole]) => whole),
    );
    expect(unknown).toEqual([]);
  });

  it('names only commands of smp that exist', () => {
    const known = smpCommands();
    const unknown = missing(({ text }) =>
      [...text.matchAll(/(?:\bsmp --|`smp|^\s*smp) ([a-z][\w-]*)/gm)]
        .filter(([, name = '']) => !known.has(name))
        .map(([whole]) => whole.trim()),
    );
    expect(unknown).toEqual([]);
  });
});

/** In a sentence "npm" may be followed by any word; in code only by a command. */
function isCommand(text: string, name: string): boolean {
  return new RegExp(`(?:\`|^\\s*|&& )npm (?:run )?${name}\\b`, 'm').test(text);
}

describe('the example of the environment', () => {
  /** Set by whoever starts Node, not by a file of settings. */
  const GIVEN = new Set(['NODE_ENV']);
  const inExample = new Set([...read('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, n]) => n));
  const inConfig = new Set(
    [...read('lib/config-variables.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, n]) => n),
  );

  it('holds every variable that is read', () => {
    expect(inConfig.size).toBeGreaterThan(10);
    expect([...inConfig].filter((name) => !inExample.has(name) && !GIVEN.has(name ?? ''))).toEqual([]);
  });

  it('holds none that is not read', () => {
    expect([...inExample].filter((name) => !inConfig.has(name))).toEqual([]);
  });
});
