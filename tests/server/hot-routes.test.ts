import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HOT_ROUTES } from '@/lib/http/routes';
import { addressOf } from '../support/app-doors';

const app = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'app');

/** Doors that Next alone answers, each with its reason beside it. */
const NEXT_ALONE: readonly string[] = [
  // The sign-in library speaks to Next; nobody signs in thousands of times a second.
  'GET /api/auth/*',
  'POST /api/auth/*',
  // Made while the pages are built, and asked for once a day by a phone.
  'GET /field/sw.js',
  // A file that an administrator saves now and then.
  'GET /portal/audit/csv',
  // A list for a few officials.
  'GET /api/feeds',
  // Reviewers are few, and a device asks for its own cases once a minute.
  'GET /api/devices/reliability',
  'GET /api/field/decisions',
  'GET /api/field/requests',
  'GET /api/review/*',
  'GET /api/review/*/effect',
  'GET /api/review/queue',
  'POST /api/field/appeals',
  // Once in the life of a phone.
  'POST /api/field/adopt',
  // Some photos a day from each phone.
  'POST /api/field/evidence',
  'GET /api/review/*/photo',
  'POST /api/review/*/appeal',
  'POST /api/review/*/decision',
  'POST /api/review/bulk',
  // Where Next leads whoever asks for an address of the API that has no door.
  'GET /api/lost',
  'POST /api/lost',
  'PUT /api/lost',
  'PATCH /api/lost',
  'DELETE /api/lost',
];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

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

  it('leave no method of their addresses to Next, since the server refuses the others itself', async () => {
    const hot = HOT_ROUTES.map(({ method, path }) => `${method} ${path}`);
    const addresses = new Set(HOT_ROUTES.map(({ path }) => path));
    const others = [...(await exported()).keys()].filter((door) => !hot.includes(door));
    expect(others.filter((door) => addresses.has(door.split(' ')[1] ?? ''))).toEqual([]);
  });
});
