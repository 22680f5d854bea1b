interface Figure {
  readonly least: number;
  readonly most: number;
  /** A share of 1, which people read and write in percent. */
  readonly share: boolean;
}

const share = (least: number, most: number): Figure => ({ least, most, share: true });
const count = (least: number, most: number): Figure => ({ least, most, share: false });

/** What rules there are, and the figures of each with the range in which they make sense. */
export const RULE_FIGURES = {
  /** Impact from which a move calls for an alert, and the smallest change of price that does. */
  impact: { threshold: share(0, 1), change: share(0.01, 0.5) },
  /** How far above a reference price an alert opens; it closes at the price itself. */
  reference: { margin: share(0, 0.5) },
  /** How long a market may be silent. */
  silent: { hours: count(1, 168) },
  /** How many of its rounds a device may miss, and how long one without a set interval may be silent. */
  device: { rounds: count(1, 100), hours: count(1, 336) },
} as const;

export type RuleKind = keyof typeof RULE_FIGURES;
export type Rule<Kind extends RuleKind> = { readonly enabled: boolean } & {
  readonly [Figure in keyof (typeof RULE_FIGURES)[Kind]]: number;
};

/** A rule, and those of commodities that have one of their own. */
export interface ByCommodity<Kind extends RuleKind> {
  readonly all: Rule<Kind>;
  readonly own: ReadonlyMap<number, Rule<Kind>>;
}

/** Everything that says what calls for an alert. */
export interface AlertRules {
  readonly impact: ByCommodity<'impact'>;
  readonly reference: ByCommodity<'reference'>;
  readonly silent: Rule<'silent'>;
  readonly device: Rule<'device'>;
}

/** Kinds of which a commodity may have a rule of its own. */
export const COMMODITY_RULES = ['impact', 'reference'] as const satisfies readonly RuleKind[];
export type CommodityRule = (typeof COMMODITY_RULES)[number];

/** A rule as it is stored; `commodityId` is 0 for every commodity without one of its own. */
export interface StoredRule {
  readonly kind: string;
  readonly commodityId: number;
  readonly enabled: boolean;
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Kinds in the order in which people read them. */
export const RULE_KINDS = Object.keys(RULE_FIGURES) as readonly RuleKind[];

/** Names of a rule's figures, each with its range in the unit in which people read it. */
export function figuresOf(kind: RuleKind): readonly (Figure & { readonly name: string })[] {
  return Object.entries(RULE_FIGURES[kind]).map(([name, figure]: [string, Figure]) => {
    const scale = figure.share ? 100 : 1;
    return { name, least: figure.least * scale, most: figure.most * scale, share: figure.share };
  });
}

/** A figure of a rule in the unit in which people read it. */
export function shownFigure(rule: Rule<RuleKind>, name: string, inPercent: boolean): number {
  const value = (rule as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' ? Math.round(value * (inPercent ? 1e6 : 1e4)) / 1e4 : Number.NaN;
}

export function isRuleKind(text: string): text is RuleKind {
  return Object.hasOwn(RULE_FIGURES, text);
}

export function mayBeOwn(kind: RuleKind): kind is CommodityRule {
  return (COMMODITY_RULES as readonly RuleKind[]).includes(kind);
}

export function ruleFor<Kind extends CommodityRule>(
  rules: ByCommodity<Kind>,
  commodityId: number,
): Rule<Kind> {
  return rules.own.get(commodityId) ?? rules.all;
}

/**
 * The rules in force: what is stored, and the program's own figures where nothing that makes sense is.
 *
 * @param threshold impact from which a move calls for an alert while none is stored, 0–1
 */
export function rulesOf(stored: readonly StoredRule[], threshold: number): AlertRules {
  const held = <Kind extends RuleKind>(kind: Kind, commodityId: number) =>
    stored.find((rule) => rule.kind === kind && rule.commodityId === commodityId);
  const impact = filled('impact', held('impact', 0), { enabled: true, threshold, change: 0.05 });
  const reference = filled('reference', held('reference', 0), { enabled: true, margin: 0.01 });
  return {
    impact: { all: impact, own: ownOf('impact', stored, impact) },
    reference: { all: reference, own: ownOf('reference', stored, reference) },
    silent: filled('silent', held('silent', 0), { enabled: true, hours: 36 }),
    device: filled('device', held('device', 0), { enabled: true, rounds: 3, hours: 26 }),
  };
}

function ownOf<Kind extends CommodityRule>(
  kind: Kind,
  stored: readonly StoredRule[],
  all: Rule<Kind>,
): ReadonlyMap<number, Rule<Kind>> {
  const own = stored.filter((rule) => rule.kind === kind && rule.commodityId !== 0);
  return new Map(own.map((rule) => [rule.commodityId, filled(kind, rule, all)]));
}

function filled<Kind extends RuleKind>(
  kind: Kind,
  stored: StoredRule | undefined,
  otherwise: Rule<Kind>,
): Rule<Kind> {
  if (stored === undefined) return otherwise;
  const figures = Object.entries(RULE_FIGURES[kind]).map(([name, { least, most }]: [string, Figure]) => {
    const value = stored.figures[name];
    const sensible = typeof value === 'number' && value >= least && value <= most;
    return [name, sensible ? value : (otherwise as Readonly<Record<string, unknown>>)[name]] as const;
  });
  return { ...Object.fromEntries(figures), enabled: stored.enabled } as Rule<Kind>;
}
