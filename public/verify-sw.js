/*
 * Keeps the page that checks receipts, and nothing else, for use without network. Its scope is /verify.
 * Pages come from the network when there is one; the kept one answers when there is none.
 */
const KEPT = 'smp-verify-1';
const PAGE = '/verify';
const ALONG = [PAGE, '/icon.svg', '/verify.webmanifest'];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.addAll(ALONG))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('smp-verify-') && name !== KEPT)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

/** The page tells what it was made of; what an older page was made of goes. */
self.addEventListener('message', (event) => {
  if (event.data?.type === 'keep' && Array.isArray(event.data.urls)) {
    event.waitUntil(keep(event.data.urls.filter(isPart)));
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(pageOf(request));
  else if (isPart(request.url)) event.respondWith(partOf(request));
});

/** Parts have their content in their name, so a kept one is always right. */
function isPart(url) {
  const { origin, pathname } = new URL(url, self.location.origin);
  return (
    origin === self.location.origin && (pathname.startsWith('/_next/static/') || pathname === '/icon.svg')
  );
}

async function keep(urls) {
  const cache = await caches.open(KEPT);
  await cache.add(new Request(PAGE, { cache: 'reload' })).catch(() => undefined);
  const held = new Set((await cache.keys()).map((request) => request.url));
  await Promise.all(urls.filter((url) => !held.has(url)).map((url) => cache.add(url).catch(() => undefined)));
  const wanted = new Set([...urls, ...ALONG].map((url) => new URL(url, self.location.origin).href));
  if (urls.length === 0) return;
  await Promise.all((await cache.keys()).filter((request) => !wanted.has(request.url)).map((r) => cache.delete(r)));
}

async function pageOf(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(PAGE, { cacheName: KEPT });
    if (kept === undefined) throw error;
    return kept;
  }
}

async function partOf(request) {
  const kept = await caches.match(request.url, { cacheName: KEPT });
  return kept ?? fetch(request);
}
