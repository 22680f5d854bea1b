import type { Lane } from '@/lib/market/lane';
import type { TimeZone } from '@/lib/market/region';
import type { CaseState, ReviewAct } from '@/lib/market/review';
import type { AcceptedRange, DetectorResult } from '@/lib/market/verdict';

/** A sentence in both languages. */
export interface BothLanguages {
  readonly id: string;
  readonly en: string;
}

/** One case as the queue shows it. Field names are those of the API; times are ISO 8601. */
export interface CaseLine {
  /** Position of the price in the ledger. */
  readonly id: number;
  /** What a decision has to name, so that nobody decides on what they have not seen. */
  readonly version: number;
  readonly state: CaseState;
  readonly lane: Lane;
  readonly commodity: string;
  readonly commodity_name: BothLanguages;
  readonly unit: string;
  readonly market_id: string;
  readonly market: string;
  readonly region_id: number;
  readonly region: string;
  readonly device_id: string;
  readonly price: number;
  readonly corrected_price: number | null;
  readonly expected: number | null;
  readonly accepted_range: AcceptedRange | null;
  readonly flags: readonly string[];
  readonly why: BothLanguages;
  readonly observed_at: string;
  readonly received_at: string;
  readonly due_at: string | null;
  readonly overdue: boolean;
  readonly simulated: boolean;
  /** It waits for somebody else to confirm what the viewer proposed. */
  readonly own_proposal: boolean;
  /** False for who may look but not decide here. */
  readonly may_decide: boolean;
  readonly may_appeal: boolean;
}

export interface CaseQueue {
  readonly at: string;
  readonly cases: readonly CaseLine[];
  readonly next_cursor: string | null;
}

export interface CaseEvent {
  /** Position of its leaf. */
  readonly ledger_index: number;
  readonly act: ReviewAct | 'judged' | 'second_look';
  readonly state: CaseState | null;
  readonly from: Lane | null;
  readonly to: Lane;
  readonly reason: string;
  readonly note: string | null;
  readonly corrected_price: number | null;
  readonly answers: number | null;
  readonly by: string;
  readonly at: string;
}

export interface CaseNeighbour {
  readonly market_id: string;
  readonly market: string;
  readonly region: string;
  readonly km: number;
  readonly price: number;
  readonly observed_at: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** All that somebody needs to decide. */
export interface CaseCard extends CaseLine {
  readonly score: number;
  readonly rule_version: string;
  readonly detectors: readonly DetectorResult[];
  readonly latitude: number;
  readonly longitude: number;
  /** That the market lives by. */
  readonly time_zone: TimeZone;
  /** This market's daily means, oldest first. */
  readonly history: readonly { readonly day: string; readonly price: number }[];
  /** The province's daily means. */
  readonly region_history: readonly { readonly day: string; readonly price: number }[];
  readonly neighbours: readonly CaseNeighbour[];
  readonly reliability: CaseReliability;
  /** What was found about the reporter in the last four weeks, newest first. */
  readonly evidence: readonly EvidenceLine[];
  /** How far the decision that lies nearest would move averages; relative, `null` without anything to compare with. */
  readonly effect: {
    readonly decision: 'accept' | 'reject' | 'undo';
    readonly region: number | null;
    readonly nation: number | null;
    readonly two_people: boolean;
  };
  readonly pending: {
    readonly act: ReviewAct;
    readonly corrected_price: number | null;
    readonly mine: boolean;
  } | null;
  /** The device has gone on to somebody else: whoever reported the price cannot be asked by it. */
  readonly handed_on: boolean;
  /** True when the viewer took part in a decision that was appealed against. */
  readonly barred: boolean;
  /** What the enumerator chose to send beside it; `null` for nothing. */
  readonly attached: CaseAttachment | null;
  readonly events: readonly CaseEvent[];
}

/** What a decision would do if it were sent now. */
export interface CasePreview {
  /** Where it would leave the case: a large effect waits as `proposed`. `null` where it would be refused. */
  readonly state: CaseState | null;
  /** Relative change of the averages; `null` where it moves none or there is nothing to compare with. */
  readonly region: number | null;
  readonly nation: number | null;
}

/** A pattern in a reporter's prices; about the reporter, never alone a verdict on a price. */
export interface EvidenceLine {
  readonly kind: string;
  /** ISO dates of the first and the last day on which it was seen. */
  readonly since: string;
  readonly until: string;
  readonly text: BothLanguages;
}

/** How far reports of a device stood. */
export interface CaseReliability {
  readonly device_id: string;
  /** 0–1. */
  readonly mean: number;
  readonly weight: number;
  readonly upheld_days: number;
  readonly overturned_days: number;
}

/** A photo stands at `/api/review/{id}/photo`; of the position only this is kept. */
export interface CaseAttachment {
  readonly photo: boolean;
  /** Between phone and market, metres; `null` without a position. */
  readonly distance_m: number | null;
  /** Radius within which the phone said it was. */
  readonly accuracy_m: number | null;
}
