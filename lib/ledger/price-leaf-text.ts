import type { BaseUnit } from '@/lib/market/commodity';
import { isoTime } from '@/lib/market/iso-time';
import type { Lane } from '@/lib/market/lane';
import type { MessageSignature } from '@/lib/market/message-signature';
import type { Provenance } from '@/lib/market/provenance';
import { LEAF_VERSION } from './leaf';
import { base64Text, count, fraction, hashText, LAST_MOMENT, LeafError, quote, text } from './leaf-values';

/** What the prices of one reading have in common. */
export interface ReadingInLeaf {
  readonly readingId: string;
  readonly deviceId: string;
  readonly market: string;
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly provenance: Provenance;
  readonly signature?: MessageSignature;
}

/** What is each price's own. */
export interface PriceInLeaf {
  readonly index: number;
  readonly commodity: string;
  readonly price: number;
  readonly unit: BaseUnit;
  readonly lane: Lane;
  readonly ruleVersion: string;
  readonly score: number;
  readonly flags: readonly string[];
  /** SHA-256 in lower-case hex. */
  readonly evidence: string;
}

/**
 * The leaves of one reading, exactly as `leafText` writes price leaves, three times faster: on the way of a reading this is done for every price.
 * @throws LeafError when a value has no canonical form
 */
export function priceLeafWriter(reading: ReadingInLeaf): (price: PriceInLeaf) => string {
  const device = `,"device":${quote(reading.deviceId)},"evidence":"`;
  const place = `","market":${quote(reading.market)},"observed_at":"${moment(reading.observedAt)}","price":`;
  const received = moment(reading.receivedAt);
  const source = `,"provenance":"${reading.provenance}","reading":${quote(reading.readingId)},"received_at":"${received}","rule":`;
  const signed = reading.signature === undefined ? '' : `,"signature":${signatureText(reading.signature)}`;
  return (p) => {
    const flags = p.flags.length === 0 ? '[]' : `[${p.flags.map(text.write).join(',')}]`;
    const head = `${LEAF_VERSION} price ${count.write(p.index)}\n{"commodity":${quote(p.commodity)}`;
    const judged = `${p.evidence}","flags":${flags},"lane":"${p.lane}`;
    const end = `,"score":${fraction.write(p.score)}${signed},"unit":"${p.unit}"}`;
    return head + device + judged + place + count.write(p.price) + source + quote(p.ruleVersion) + end;
  };
}

function signatureText({ algorithm, key, messageHash, value }: MessageSignature): string {
  const said = `{"algorithm":"${algorithm}","key":${quote(key)},"message_hash":`;
  return `${said}${hashText.write(messageHash)},"value":${base64Text.write(value)}}`;
}

/** Quoted by the caller: a moment needs no escaping. */
function moment(ms: number): string {
  if (!(Number.isSafeInteger(ms) && ms >= 0 && ms <= LAST_MOMENT)) throw new LeafError('expected a moment');
  return isoTime(ms);
}
