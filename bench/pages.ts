import { gzipSync } from 'node:zlib';
import { startTestServer } from '@/tests/support/server';
import { report } from './support/report';

const PAGES = ['/', '/komoditas/beras-medium', '/dashboard/map', '/verify', '/masuk', '/field'] as const;

const kB = (bytes: number) => Math.round(bytes / 100) / 10;

/** What a first visit fetches before anything is tapped, compressed as a server sends it (gzip, level 6). */
export async function run(): Promise<void> {
  const server = await startTestServer();
  try {
    const sizes = new Map<string, number>();
    const pages = await Promise.all(
      PAGES.map(async (path) => {
        const html = await (await fetch(server.url + path)).text();
        // Browsers that know modules leave the polyfills where they are.
        const read = html.replace(/<script[^>]*nomodule[^>]*>/gi, '');
        const scripts = [...new Set(read.match(/\/_next\/static\/chunks\/[\w~.-]+\.js/g) ?? [])];
        for (const script of scripts) {
          if (sizes.has(script)) continue;
          const body = Buffer.from(await (await fetch(server.url + script)).arrayBuffer());
          sizes.set(script, gzipSync(body, { level: 6 }).length);
        }
        return { path, html: gzipSync(html, { level: 6 }).length, scripts };
      }),
    );
    const shared = [...sizes.keys()].filter((script) => pages.every((p) => p.scripts.includes(script)));
    const sum = (scripts: readonly string[]) => kB(scripts.reduce((all, s) => all + (sizes.get(s) ?? 0), 0));
    await report(
      'pages',
      pages.map(({ path, html, scripts }) => ({
        page: path,
        'scripts, kB': sum(scripts),
        'of these every page has, kB': sum(shared),
        'the page itself with its words, kB': kB(html),
      })),
    );
  } finally {
    await server.stop();
  }
}
