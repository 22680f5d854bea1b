import { filesNamedIn } from './core/named-files';
import { flush } from './core/send';

/*
 * The service worker of the phone app: keeps the page and its files for the time without a network, and sends
 * the queue when the system says that the network is back. It keeps no answer of the API. `BUILD` is put in
 * front when the pages are built: another build is another worker with files of its own.
 */
declare const BUILD: string;

/* The part of a worker's world that is used here: the library of its types and that of pages exclude each other. */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface AskEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface SyncEvent extends LastingEvent {
  readonly tag: string;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: AskEvent) => void): void;
  addEventListener(type: 'sync', listener: (event: SyncEvent) => void): void;
}
declare const self: WorkerScope;

const PAGE = '/field';
const CACHE = `smp-field-${BUILD}`;
const BESIDE = ['/field.webmanifest', '/icon.svg', '/icons/field-192.png', '/icons/field-512.png'];

self.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (url.pathname.replace(/\/$/, '') === PAGE) event.respondWith(fromCache(PAGE, request));
    return;
  }
  if (url.pathname.startsWith('/_next/static/') || BESIDE.includes(url.pathname)) {
    event.respondWith(fromCache(request, request));
  }
});

self.addEventListener('sync', (event) => {
  if (event.tag === 'smp-field-outbox') event.waitUntil(sendOrAskAgain());
});

/** A promise that fails makes the system try again later; a page that has the turn may be closed before it is done. */
async function sendOrAskAgain(): Promise<void> {
  const flushed = await flush(true);
  if (flushed === 'failed' || flushed === 'busy') throw new Error('not everything could be sent');
}

/** The page, every file that it names, and every file that these name: nothing is missing without a network. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { cache: 'reload', credentials: 'same-origin' });
  if (!page.ok) throw new Error(`the page answered ${page.status}`);
  const kept = new Set([...filesNamedIn(await page.clone().text()), ...BESIDE]);
  await Promise.all([...kept].map((file) => cache.add(file)));
  for (let last = [...kept]; last.length > 0; ) {
    const texts = await Promise.all(
      last.filter((file) => file.endsWith('.js')).map((file) => textOf(cache, file)),
    );
    last = texts.flatMap(filesNamedIn).filter((file) => !kept.has(file));
    for (const file of last) kept.add(file);
    await Promise.all([...new Set(last)].map((file) => cache.add(file)));
  }
  await cache.put(PAGE, page);
}

async function textOf(cache: Cache, file: string): Promise<string> {
  return (await (await cache.match(file))?.text()) ?? '';
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('smp-field-') && name !== CACHE) await caches.delete(name);
  }
}

async function fromCache(key: RequestInfo, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const held = await cache.match(key, { ignoreSearch: true, ignoreVary: true });
  if (held !== undefined) return held;
  const fresh = await fetch(request);
  if (fresh.ok && fresh.status === 200) await cache.put(key, fresh.clone());
  return fresh;
}
