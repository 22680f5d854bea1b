import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/*
 * A service worker has to be one file at an address of its own, which the page bundler does not make. Its few
 * modules are put into one by the TypeScript that is here anyway: each becomes a function that is called once.
 */

const ENTRY = 'components/field/worker.ts';

export async function bundleWorker(): Promise<string> {
  const { default: ts } = await import('typescript');
  const root = process.cwd();
  const modules = new Map<string, string>();

  async function take(file: string): Promise<void> {
    if (modules.has(file)) return;
    modules.set(file, '');
    let { outputText: text } = ts.transpileModule(await readFile(file, 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        removeComments: true,
      },
    });
    for (const [call, name = ''] of text.matchAll(/require\("([^"]+)"\)/g)) {
      const found = name.startsWith('.')
        ? `${join(dirname(file), name)}.ts`
        : createRequire(join(root, 'package.json')).resolve(name);
      await take(found);
      text = text.replaceAll(call, `load(${JSON.stringify(found.slice(root.length))})`);
    }
    modules.set(file, text);
  }

  const entry = join(root, ENTRY);
  await take(entry);
  const bodies = [...modules].map(
    ([file, text]) => `${JSON.stringify(file.slice(root.length))}:(exports)=>{${text}\n}`,
  );
  return `"use strict";
const BUILD = ${JSON.stringify(Date.now().toString(36))};
const modules = {${bodies.join(',\n')}};
const loaded = {};
function load(name) {
  if (!(name in loaded)) { loaded[name] = {}; modules[name](loaded[name]); }
  return loaded[name];
}
load(${JSON.stringify(entry.slice(root.length))});
`;
}
