import type { DetectorResult } from '@/lib/market/verdict';
import type { PriceReport } from '@/lib/validate/report';
import { SETTLE_WITHIN } from '@/lib/validate/settle';
import { withCollusion } from './attacks';
import type { Ours } from './ours';
import { type Panel, type Span, until } from './panel';
import { type ToldKind, withToldLies } from './told-lies';

export const COLLUSION = 'collusion of 4, 20 %';
export type LieKind = ToldKind | typeof COLLUSION;

/** A price that was held on arrival, and what the second look made of it. */
export interface HeldOne {
  readonly row: number;
  readonly report: PriceReport;
  /** `null` for a true one. */
  readonly kind: LieKind | null;
  readonly lane: 'provisional' | 'quarantined';
  readonly released: boolean;
  readonly detectors: readonly DetectorResult[];
}

export interface HeldAll {
  readonly held: readonly HeldOne[];
  /** Lies that were accepted on arrival. */
  readonly accepted: readonly { readonly kind: LieKind; readonly day: number }[];
}

/** Streams with lies told, each at other places. */
const PASSES = 3;
const COLLUSION_SIZE = 0.2;
const COLLUSION_RATE = 0.006;

/** True prices that are held in the honest stream, and lies that are held in streams with few lies told. */
export function collectHeld(panel: Panel, span: Span, create: () => Ours, seed: number): HeldAll {
  const honest = until(panel, span);
  const accepted: { kind: LieKind; day: number }[] = [];
  const truths = play(create(), honest, (row) =>
    (honest[row]?.day ?? 0) >= span.fromDay ? null : undefined,
  );
  const believed = (kind: LieKind, { day }: PriceReport) => void accepted.push({ kind, day });
  const lies: HeldOne[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    const { reports, kinds } = withToldLies(honest, span.fromDay, seed + pass);
    lies.push(...play(create(), reports, (row) => kinds.get(row), believed));
  }
  const { reports, attacks } = withCollusion(honest, span.fromDay, seed, COLLUSION_SIZE, COLLUSION_RATE);
  const plotted = new Set(attacks.flatMap(({ rows }) => rows));
  lies.push(...play(create(), reports, (row) => (plotted.has(row) ? COLLUSION : undefined), believed));
  return { held: [...truths, ...lies], accepted };
}

function play(
  ours: Ours,
  reports: readonly PriceReport[],
  kindOf: (row: number) => LieKind | null | undefined,
  believed?: (kind: LieKind, report: PriceReport) => void,
): HeldOne[] {
  const lanes = reports.map((report) => ours.take(report).lane);
  ours.finish();
  const held: HeldOne[] = [];
  for (const [row, report] of reports.entries()) {
    const [kind, lane] = [kindOf(row), lanes[row]];
    if (kind === undefined || lane === undefined) continue;
    if (lane === 'accepted') {
      if (kind !== null) believed?.(kind, report);
      continue;
    }
    const settled = ours.settled.get(row);
    const released = settled?.lane === 'accepted' && settled.at - report.receivedAt <= SETTLE_WITHIN;
    held.push({ row, report, kind, lane, released, detectors: settled?.detectors ?? [] });
  }
  return held;
}
