import { SETTLE_WITHIN } from '@/lib/validate/settle';
import { type Attacked, withDrift } from './attacks';
import { collectHeld } from './held';
import type { Ours } from './ours';
import { type Panel, type Span, until } from './panel';
import { type Row, Tally } from './singles';

/**
 * What the second look costs: lies that are told and taken in, and are released within 72 hours although they were
 * held, and lies that count in the end (accepted at once or released). To release everything would be worthless.
 */
export function measureReleasedLies(panel: Panel, span: Span, create: () => Ours, seed: number): Row {
  const tally = new Tally(seed);
  const { held, accepted } = collectHeld(panel, span, create, seed);
  for (const { kind, report, released } of held) {
    if (kind === null) continue;
    tally.add(`lie held and released: ${kind}`, report.day, released);
    tally.add(`lie counts in the end: ${kind}`, report.day, released);
  }
  for (const { kind, day } of accepted) tally.add(`lie counts in the end: ${kind}`, day, true);
  const honest = until(panel, span);
  campaign(tally, 'drift 2 %/day', withDrift(honest, span.fromDay, seed), create());
  return tally.row();
}

/** Every report of a campaign by itself. */
function campaign(tally: Tally, name: string, { reports, attacks }: Attacked, ours: Ours): void {
  const lanes = reports.map((report) => ours.take(report).lane);
  ours.finish();
  for (const { rows, startDay } of attacks) {
    for (const row of rows) {
      const held = lanes[row] !== 'accepted';
      const settled = ours.settled.get(row);
      const inTime = (settled?.at ?? 0) - (reports[row]?.receivedAt ?? 0) <= SETTLE_WITHIN;
      const released = held && settled?.lane === 'accepted' && inTime;
      if (held) tally.add(`lie held and released: ${name}`, startDay, released);
      tally.add(`lie counts in the end: ${name}`, startDay, !held || released);
    }
  }
}
