import { toHex, utf8 } from '@/lib/ledger/bytes';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import { portableSha256 } from '@/lib/ledger/portable-sha256';
import type { StairStep } from './stair';

/** What the log tells about a price beside its leaf. */
export interface ToldEvidence {
  /** Text of `price-evidence.ts`; null when it is no longer kept. */
  readonly evidence: string | null;
}

/** Time of publishing and reasons are the ones whose hash was sealed with the price. */
export function evidenceStep(
  leaf: Leaf | null,
  told: ToldEvidence | null,
): { readonly step: StairStep; readonly publishedAt: number | null } {
  const sealed = leaf?.kind === 'price' ? leaf.evidence : undefined;
  const text = told?.evidence ?? null;
  if (sealed === undefined) return plain('absent', 'none');
  if (text === null) return plain('absent', told === null ? 'offline' : 'gone');
  const hash = toHex(portableSha256(utf8(text)));
  const bytes = [
    { title: 'evidence', text },
    { title: 'evidenceHash', text: hash },
  ];
  if (hash !== sealed) return plain('failed', 'failed', bytes);
  const publishedAt = Number(/^smp-evidence\/v1\n(\d+) /.exec(text)?.[1] ?? Number.NaN);
  return { ...plain('ok', 'ok', bytes), publishedAt: Number.isSafeInteger(publishedAt) ? publishedAt : null };
}

function plain(outcome: StairStep['outcome'], said: string, bytes: StairStep['bytes'] = []) {
  return { step: { name: 'evidence', outcome, said, values: {}, bytes } as const, publishedAt: null };
}
