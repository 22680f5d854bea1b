import { utf8 } from '@/lib/ledger/bytes';
import { portableSha256 } from '@/lib/ledger/portable-sha256';
import { mlDsa44Signer, portableSchemes } from '@/lib/ledger/portable-signatures';

/** Within this time, even when the page is never idle. */
const PATIENCE_MS = 3_000;

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: PATIENCE_MS });
  else setTimeout(work, PATIENCE_MS / 10);
}

/**
 * Checks a signature of no meaning while nobody waits: browsers take several times as long for the first
 * ML-DSA-44 signature in a page as for the next.
 */
export function warmUp(): void {
  whenIdle(() => {
    const signer = mlDsa44Signer(portableSha256, 'warm-up', new Uint8Array(32));
    const message = utf8('warm-up');
    whenIdle(() => {
      const signature = signer.sign(message);
      whenIdle(() => void portableSchemes.verifyMlDsa44(signer.key.publicKey, message, signature));
    });
  });
}
