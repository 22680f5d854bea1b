'use client';

import { useLocale } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { dayShort, type Locale, localDate } from '@/components/ui/format';
import { fromUtf8, utf8 } from '@/lib/ledger/bytes';
import { type RecognisedLog, recogniseLog } from '@/lib/ledger/known-log';
import { decodeLeaf } from '@/lib/ledger/leaf';
import { formatPolicy } from '@/lib/ledger/policy';
import { portableSha256 } from '@/lib/ledger/portable-sha256';
import { portableSchemes } from '@/lib/ledger/portable-signatures';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { type BrowserMemory, recall, remember } from './browser-memory';
import { examineReceipt } from './examine-receipt';
import {
  askGrowth,
  fetchPolicy,
  fetchReceipt,
  fetchRotations,
  fetchTold,
  Refused,
  type Told,
} from './ledger-doors';
import type { Examination } from './stair';

const tools = { sha256: portableSha256, schemes: portableSchemes };

/** `noKey`: this browser never saw the log's keys and cannot ask for them now. */
export type Trouble = 'offline' | 'missing' | 'notYet' | 'noKey';

export type ExaminationState =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'trouble'; readonly why: Trouble }
  | {
      readonly kind: 'done';
      readonly receipt: string;
      readonly examination: Examination;
      readonly told: Told | null;
    };

interface Known {
  readonly log: RecognisedLog;
  readonly since: number;
}

/** Checks receipts in this browser; a newer question replaces the one under way. */
export function useExamination() {
  const locale = useLocale() as Locale;
  const [state, setState] = useState<ExaminationState>({ kind: 'idle' });
  const turn = useRef(0);

  const run = useCallback(
    async (asked: number | null, given: string | null) => {
      const mine = ++turn.current;
      const tell = (next: ExaminationState) => {
        if (mine === turn.current) setState(next);
      };
      tell({ kind: 'busy' });
      try {
        const memory = recall();
        const [known, receipt, told] = await Promise.all([
          knownLog(memory),
          given ?? fetchReceipt(asked ?? 0),
          toldOf(asked, given),
        ]);
        if (known === null) return tell({ kind: 'trouble', why: 'noKey' });
        const examination = await examineReceipt({
          receipt,
          asked,
          log: known.log,
          since: dayShort(localDate(known.since, 'Asia/Jakarta'), locale),
          seen: memory?.seen ?? null,
          askGrowth,
          told,
          now: () => performance.now(),
        });
        keep(known, examination, memory?.seen ?? null);
        tell({ kind: 'done', receipt, examination, told });
      } catch (error) {
        const why = error instanceof Refused ? (error.status === 404 ? 'missing' : 'notYet') : 'offline';
        tell({ kind: 'trouble', why });
      }
    },
    [locale],
  );
  const examineIndex = useCallback((index: number) => run(index, null), [run]);
  const examineText = useCallback((text: string) => run(null, withNewline(text)), [run]);
  return { state, examineIndex, examineText };
}

/** Learns the log's keys without checking anything, so that a receipt can be checked later without network. */
export async function learnKeys(): Promise<void> {
  const memory = recall();
  const known = await knownLog(memory);
  if (known !== null) keepPolicy(known, memory?.seen ?? null);
}

/** Null when the keys were never seen and cannot be fetched. */
async function knownLog(memory: BrowserMemory | null): Promise<Known | null> {
  const since = memory?.since ?? Date.now();
  try {
    const served = await fetchPolicy();
    const known = await recogniseLog(tools, memory?.policy ?? null, served, []);
    if (known.keys !== 'changed') return { log: known, since };
    const rotations = await fetchRotations().catch(() => []);
    return { log: await recogniseLog(tools, memory?.policy ?? null, served, rotations), since };
  } catch {
    if (memory === null) return null;
    // Without network what is remembered is all there is.
    return { log: await recogniseLog(tools, memory.policy, memory.policy, []), since };
  }
}

async function toldOf(asked: number | null, given: string | null): Promise<Told | null> {
  const index = asked ?? (given === null ? null : priceIndex(given));
  if (index === null) return null;
  return fetchTold(index).catch((error: unknown) => {
    if (error instanceof Refused) throw error;
    return null;
  });
}

/** Position of the price in a receipt; null when it holds none that can be read. */
function priceIndex(receipt: string): number | null {
  try {
    const { extra } = parseTlogProof(withNewline(receipt));
    const leaf = extra === null ? null : decodeLeaf(utf8(fromUtf8(extra)));
    return leaf?.kind === 'price' ? leaf.index : null;
  } catch {
    return null;
  }
}

/** A change that nobody vouches for is not remembered: the next visit shouts again. */
function keep(known: Known, examination: Examination, seen: string | null): void {
  keepPolicy(known, examination.remember ?? seen);
}

function keepPolicy({ log, since }: Known, seen: string | null): void {
  if (log.keys === 'changed' || log.witnessesChanged) return;
  remember({ policy: formatPolicy(log.policy), since, seen });
}

/** Pasted texts lose their last newline, and some programs write Windows' line ends. */
function withNewline(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').trim();
  return `${lines}\n`;
}
