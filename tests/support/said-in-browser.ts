import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Parts of `messages/*.json` that components ask for by `useTranslations`, in everything that these files import,
 * directly or later.
 */
export function saidBy(entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const said = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/useTranslations\(\s*'([^'.]+)/g)) said.add(name);
    for (const [, name = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'([@.][^']*)'/g)) {
      const found = resolve(file, name);
      if (found !== null) waiting.push(found);
    }
  }
  return said;
}

function resolve(from: string, name: string): string | null {
  const path = name.startsWith('@/') ? name.slice(2) : join(dirname(from), name);
  const forms = [`${path}.tsx`, `${path}.ts`, path];
  return (
    forms.find(
      (form) => /\.tsx?$/.test(form) && existsSync(join(root, form)) && statSync(join(root, form)).isFile(),
    ) ?? null
  );
}
