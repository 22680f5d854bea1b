import type { BaseUnit } from '@/lib/market/commodity';
import type { TimeZone } from '@/lib/market/region';
import type { AcceptedRange } from '@/lib/market/verdict';

/** One commodity of a market round. Prices are Rp per `unit`. */
export interface FieldItem {
  readonly commodity: string;
  readonly name_id: string;
  readonly name_en: string;
  readonly unit: BaseUnit;
  /** The market's newest accepted price; `null` when nothing was accepted lately. */
  readonly last: { readonly price: number; readonly observed_at: string; readonly simulated: boolean } | null;
  /** What the judge expects there now; `null` when nothing is known. */
  readonly expected: number | null;
  /** What would be accepted now, both ends included; a price outside may still be sent. */
  readonly accepted_range: AcceptedRange | null;
}

/** `GET /api/field/round`: all that a phone needs to work a market without a network. */
export interface FieldRound {
  readonly at: string;
  readonly device_id: string;
  /** Name of who reports with this device; `null` while nobody is known. */
  readonly person: string | null;
  /** Since when; another time is another holder, or the same once more. */
  readonly held_since: string | null;
  /** When somebody else held it last; `null` for never. What was observed before is not for its present holder. */
  readonly others_until: string | null;
  /** True when the device belongs to the simulated country. */
  readonly simulated: boolean;
  readonly market: {
    readonly market_id: string;
    readonly name: string;
    readonly city: string;
    readonly region: string;
    readonly time_zone: TimeZone;
    /** First day on which it does not trade for good; `null` while it trades, absent in what older servers told. */
    readonly closed_on?: string | null;
  };
  readonly commodities: readonly FieldItem[];
}

interface BothWords {
  readonly id: string;
  readonly en: string;
}

/** `GET /api/devices/reliability`, as far as a phone shows it. */
export interface FieldAdvice {
  readonly device_id: string;
  /** Chance that the next report stands, with the bounds between which it lies nine times in ten. */
  readonly reliability: number;
  readonly low: number;
  readonly high: number;
  readonly upheld_days: number;
  readonly overturned_days: number;
  readonly advice: BothWords;
  /** What patterns in all prices of the phone call for. */
  readonly habits: readonly BothWords[];
}

/** A commodity as a phone is told of it; empty words for what the catalogue does not hold. */
export interface ToldCommodity {
  readonly commodity: string;
  readonly commodity_name: BothWords;
  readonly unit: BaseUnit | '';
}

/** A price that the phone reported. */
interface ReportedPrice extends ToldCommodity {
  /** Its ledger position. */
  readonly observation: number;
  /** Rp per unit, as it was reported. */
  readonly price: number;
  readonly observed_at: string;
}

/** A question of a reviewer: the price of an item is to be looked at once more. */
export interface FieldRequest extends ReportedPrice {
  readonly id: number;
  readonly reason: string;
  /** In the reviewer's own words. */
  readonly question: string;
  readonly asked_at: string;
  readonly due_at: string;
}

/** What people decided about a price of the phone, as it holds. */
export interface FieldDecision extends ReportedPrice {
  readonly act: 'accept' | 'reject' | 'correct';
  readonly reason: string;
  /** Rp per unit; with `correct`. */
  readonly corrected_price: number | null;
  readonly decided_at: string;
  /** An appeal waits for another reviewer. */
  readonly appealed: boolean;
  readonly may_appeal: boolean;
}

/** `GET /api/field/decisions`. */
export interface FieldDecisions {
  readonly device_id: string;
  readonly decisions: readonly FieldDecision[];
}
