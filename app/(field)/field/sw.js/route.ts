import { bundleWorker } from './bundle-worker';

/** Made once, while the pages are built: its bytes change with every build, and browsers notice that. */
export const dynamic = 'force-static';

export async function GET(): Promise<Response> {
  return new Response(await bundleWorker(), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      // The worker lies below the page that it serves.
      'service-worker-allowed': '/field',
    },
  });
}
