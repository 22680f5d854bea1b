import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import { parseNote } from '@/lib/ledger/note';
import { portableSha256 as sha256 } from '@/lib/ledger/portable-sha256';
import { type ExportPause, type ExportReport, verifyExport } from '@/lib/ledger/verify-export';
import { browserSchemes as schemes } from './browser-schemes';
import { type AskGrowth, memoryStep, unkept } from './memory-step';
import { signatureStairs, type TrustedLog } from './signature-stairs';
import type { Examination, StairStep } from './stair';

export interface RangeInput extends TrustedLog {
  /** What `/ledger/export` gave. */
  readonly file: string;
  /** The last signed checkpoint that this browser remembers. */
  readonly seen: string | null;
  readonly askGrowth: AskGrowth;
  readonly pause: ExportPause;
  /** A clock for telling how long it took, ms. */
  readonly now: () => number;
}

/** All that is known about an exported range once it was looked at. */
export interface RangeExamination extends Pick<Examination, 'ok' | 'steps' | 'remember' | 'tookMs'> {
  readonly report: ExportReport;
}

/** Checks an exported range in this browser, believing nobody but the remembered keys. */
export async function examineRange(input: RangeInput): Promise<RangeExamination> {
  const startedAt = input.now();
  const report = await verifyExport({ sha256, schemes }, input.log.policy, input.file, input.pause);
  const tookMs = input.now() - startedAt;
  const { checkpoint: note, signatures } = report;
  if (note === null) return { ok: false, steps: [unreadable(input.file)], remember: null, tookMs, report };
  const checkpoint = parseCheckpoint(parseNote(note).text);
  const signed = signatures.find(({ name }) => name === 'log')?.outcome === 'ok';
  const memory: StairStep = signed
    ? await memoryStep(sha256, input.seen, checkpoint, note, input.askGrowth)
    : { name: 'memory', outcome: 'absent', said: 'unsigned', values: {}, bytes: [] };
  const parts = { note, checkpoint, leafHash: '', path: '' };
  const others = [entries(report), ...signatureStairs(input, signatures, parts)];
  const ok = report.ok && [...others, memory].every(({ outcome }) => outcome !== 'failed');
  const longer = memory.said === 'first' || memory.said === 'grown';
  const steps = [...others, ok ? memory : unkept(memory)];
  return { ok, steps, remember: ok && longer ? note : null, tookMs, report };
}

/** How many entries hold, and the first that does not. */
function entries({ from, to, leaves, fault, signatures }: ExportReport): StairStep {
  const values = {
    from: String(from),
    last: String(to - 1),
    held: String(leaves.length),
    count: String(to - from),
    index: String(fault?.index ?? ''),
  };
  const bytes = fault === null ? [] : [{ title: 'fault', text: fault.what }];
  const step = (outcome: StairStep['outcome'], said: string): StairStep => ({
    name: 'range',
    outcome,
    said,
    values,
    bytes,
  });
  if (fault === null) return step('ok', 'ok');
  if (signatures.some(({ outcome }) => outcome === 'failed')) return step('absent', 'unsigned');
  if (fault.cut) return step('failed', 'cut');
  return step('failed', fault.index === null ? 'longer' : 'failed');
}

function unreadable(file: string): StairStep {
  const bytes = [{ title: 'file', text: file.slice(0, 2_000) }];
  return { name: 'file', outcome: 'failed', said: 'failed', values: {}, bytes };
}
