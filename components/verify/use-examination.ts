'use client';

import { useLocale } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { dayShort, type Locale, localDate } from '@/components/ui/format';
import { fromUtf8, utf8 } from '@/lib/ledger/bytes';
import { type RecognisedLog, recogniseLog } from '@/lib/ledger/known-log';
import { decodeLeaf } from '@/lib/ledger/leaf';
import { formatPolicy } from '@/lib/ledger/policy';
import { portableSha256 } from '@/lib/ledger/portable-sha256';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { type ExportPause, isExport } from '@/lib/ledger/verify-export';
import { type BrowserMemory, recall, remember } from './browser-memory';
import { browserSchemes } from './browser-schemes';
import { examineRange, type RangeExamination } from './examine-range';
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

const tools = { sha256: portableSha256, schemes: browserSchemes };

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
    }
  /** So many of the entries of a range have been looked at. */
  | { readonly kind: 'counting'; readonly done: number; readonly of: number }
  | { readonly kind: 'range'; readonly examination: RangeExamination };

interface Known {
  readonly log: RecognisedLog;
  readonly since: number;
}

type Tell = (state: ExaminationState) => void;

/** Checks receipts and exported ranges in this browser; a newer question replaces the one under way. */
export function useExamination() {
  const locale = useLocale() as Locale;
  const [state, setState] = useState<ExaminationState>({ kind: 'idle' });
  const turn = useRef(0);

  const run = useCallback(async (work: (tell: Tell) => Promise<ExaminationState>) => {
    const mine = ++turn.current;
    const tell: Tell = (next) => {
      if (mine === turn.current) setState(next);
    };
    tell({ kind: 'busy' });
    try {
      tell(await work(tell));
    } catch (error) {
      const why = error instanceof Refused ? (error.status === 404 ? 'missing' : 'notYet') : 'offline';
      tell({ kind: 'trouble', why });
    }
  }, []);
  const examineIndex = useCallback(
    (index: number) => run(() => checkReceipt(locale, index, null)),
    [run, locale],
  );
  const examineText = useCallback(
    (given: string) => {
      const text = withNewline(given);
      return run((tell) =>
        isExport(text) ? checkRange(locale, text, tell) : checkReceipt(locale, null, text),
      );
    },
    [run, locale],
  );
  return { state, examineIndex, examineText };
}

const NO_KEY = { kind: 'trouble', why: 'noKey' } as const;

/** @param given a receipt; null: the one of leaf `asked` is fetched */
async function checkReceipt(
  locale: Locale,
  asked: number | null,
  given: string | null,
): Promise<ExaminationState> {
  const memory = recall();
  const [known, receipt, told] = await Promise.all([
    knownLog(memory),
    given ?? fetchReceipt(asked ?? 0),
    toldOf(asked, given),
  ]);
  if (known === null) return NO_KEY;
  const examination = await examineReceipt({ ...trusted(known, memory, locale), receipt, asked, told });
  keep(known, examination, memory?.seen ?? null);
  return { kind: 'done', receipt, examination, told: examination.signed ? told : null };
}

async function checkRange(locale: Locale, file: string, tell: Tell): Promise<ExaminationState> {
  const memory = recall();
  const known = await knownLog(memory);
  if (known === null) return NO_KEY;
  const pause = slices((done, of) => tell({ kind: 'counting', done, of }));
  const examination = await examineRange({ ...trusted(known, memory, locale), file, pause });
  keep(known, examination, memory?.seen ?? null);
  return { kind: 'range', examination };
}

/** What every check of this browser believes and compares with. */
function trusted({ log, since }: Known, memory: BrowserMemory | null, locale: Locale) {
  return {
    log,
    since: dayShort(localDate(since, 'Asia/Jakarta'), locale),
    seen: memory?.seen ?? null,
    askGrowth,
    now: () => performance.now(),
  };
}

const SLICE_MS = 12;

/** Lets the page breathe between two slices of work, and tells how far it came. */
function slices(tell: (done: number, of: number) => void): ExportPause {
  let since = performance.now();
  return (done, of) => {
    if (performance.now() - since < SLICE_MS) return undefined;
    tell(done, of);
    return new Promise((resolve) => {
      setTimeout(() => {
        since = performance.now();
        resolve();
      });
    });
  };
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
    if (known.keys === 'known') return { log: known, since };
    // Who comes for the first time learns the former keys, who knows an old one those that it vouched for.
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
    const { extra } = parseTlogProof(receipt);
    const leaf = extra === null ? null : decodeLeaf(utf8(fromUtf8(extra)));
    return leaf?.kind === 'price' ? leaf.index : null;
  } catch {
    return null;
  }
}

/** A change that nobody vouches for is not remembered: the next visit shouts again. */
function keep(known: Known, examination: Pick<Examination, 'remember'>, seen: string | null): void {
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
