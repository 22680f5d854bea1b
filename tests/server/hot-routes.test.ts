import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HOT_ROUTES } from '@/lib/http/routes';

const app = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'app');

/** Doors that Next alone answers, each with its reason beside it. */
const NEXT_ALONE: readonly string[] = [];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `app/(public)/ledger/tile/[...path]/route.ts` → `/ledger/tile/*`. */
function addressOf(file: string): string {
  const folders = dirname(file)
    .split('/')
    .filter((folder) => !/^\(.*\)$/.test(folder));
  return `/${folders.map((folder) => (folder.startsWith('[') ? '*' : folder)).join('/')}`;
}

async function exported(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('route.ts'))) {
    const module = (await import(join(app, file))) as Record<string, unknown>;
    for (const method of METHODS) {
      if (method in module) found.set(`${method} ${addressOf(file)}`, module[method]);
    }
  }
  return found;
}

describe('hot doors and the routes of the app', () => {
  it('are the same functions at the same addresses', async () => {
    const routes = await exported();
    for (const { method, path, door } of HOT_ROUTES) {
      const address = `${method} ${path}`;
      expect(routes.has(address), `${address} has no route.ts that exports ${method}`).toBe(true);
      expect(routes.get(address), `${address} is another function in its route.ts`).toBe(door);
    }
  });

  it('leave out no route without a reason', async () => {
    const hot = HOT_ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect([...(await exported()).keys()].sort()).toEqual([...hot, ...NEXT_ALONE].sort());
  });
});
