/**
 * Keeps this page and what it is made of in the browser, so that receipts can be checked without network.
 * Does nothing where browsers have no service workers.
 */
export async function keepForOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/verify-sw.js', { scope: '/verify' });
    // What is fetched only when it is used must be here before the network is gone.
    await import('./qr-code');
    const registration = await navigator.serviceWorker.ready;
    const urls = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${window.location.origin}/_next/static/`));
    registration.active?.postMessage({ type: 'keep', urls: [...new Set(urls)] });
  } catch {
    // Without a worker the page works as long as there is a network.
  }
}
