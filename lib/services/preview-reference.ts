import { type ReferenceRule, referenceFor } from '@/lib/market/reference';
import type { BoardSource } from './board-source';
import { regionMeans } from './region-means';
import { rulesWith } from './save-reference';

/** Where a mean price stands against the limit in force; `none` without a limit. */
export type LimitStatus = 'over' | 'within' | 'none';

export interface StatusChange {
  readonly region: string;
  readonly price: number;
  readonly before: LimitStatus;
  readonly after: LimitStatus;
}

export interface ReferencePreview {
  /** The day that is looked at: today, or the first day of a rule that begins later. */
  readonly day: string;
  /** Provinces with a price today. */
  readonly priced: number;
  readonly overBefore: number;
  readonly overAfter: number;
  /** Provinces whose status would be another one, by name. */
  readonly changes: readonly StatusChange[];
}

/** What a new reference price would change on the board, with the prices of today. Stores nothing. */
export function previewReference(
  source: BoardSource,
  rule: ReferenceRule,
  endsOld: boolean,
): ReferencePreview {
  const facts = source.facts();
  const [, day = facts.today] = [facts.today, rule.validFrom ?? ''].sort();
  const after = rulesWith(facts.references, rule, endsOld);
  const { regions } = source.catalog();
  const lines = regionMeans(source, rule.commodityId, source.clock.now()).map(({ regionId, price }) => {
    const region = regions.get(regionId);
    const status = (rules: readonly ReferenceRule[]) =>
      statusOf(price, referenceFor(rules, rule.commodityId, region?.riceZone ?? 1, day));
    return { region: region?.name ?? '', price, before: status(facts.references), after: status(after) };
  });
  return {
    day,
    priced: lines.length,
    overBefore: lines.filter(({ before }) => before === 'over').length,
    overAfter: lines.filter((line) => line.after === 'over').length,
    changes: lines
      .filter((line) => line.before !== line.after)
      .sort((a, b) => a.region.localeCompare(b.region, 'id')),
  };
}

function statusOf(price: number, rule: ReferenceRule | null): LimitStatus {
  if (rule === null) return 'none';
  return price > rule.high ? 'over' : 'within';
}
