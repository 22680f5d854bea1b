import type { AlertEvidence, AlertKind } from '@/lib/market/alert';
import { UTC_OFFSET_HOURS, ZONE_NAME } from '@/lib/market/calendar';
import type { Catalog } from '@/lib/market/catalog';

export interface AlertAbout {
  readonly kind: AlertKind;
  readonly commodityId: number | null;
  readonly regionId: number | null;
  readonly marketId: number | null;
  readonly evidence: AlertEvidence;
}

interface Named {
  readonly id: string;
  readonly en: string;
}

/** One sentence in each language: what was noticed, where, and the figures. Nothing is said to be decided. */
export function alertWords(catalog: Catalog, about: AlertAbout): Named {
  if (about.kind === 'manual') {
    const text = about.evidence.message ?? '';
    return { id: text, en: about.evidence.message_en ?? text };
  }
  if (about.kind === 'silent') return silentWords(catalog, about);
  if (about.kind === 'device') return deviceWords(catalog, about);
  const item = itemOf(catalog, about.commodityId);
  const place = catalog.regions.get(about.regionId ?? 0)?.name ?? 'Indonesia';
  return about.kind === 'impact'
    ? moveWords(item, place, about.evidence)
    : limitWords(item, place, about.evidence);
}

function moveWords(item: Named, place: string, { price = 0, change = 0 }: AlertEvidence): Named {
  const size = Math.abs(change);
  return {
    id: `Terdeteksi ${item.id} ${change > 0 ? 'naik' : 'turun'} ${percent(size, 'id')} dari kemarin di ${place}, menjadi ${rupiah(price, 'id')}.`,
    en: `${item.en} is seen ${change > 0 ? 'up' : 'down'} ${percent(size, 'en')} since yesterday in ${place}, at ${rupiah(price, 'en')}.`,
  };
}

function limitWords(item: Named, place: string, e: AlertEvidence): Named {
  const { price = 0, limit = 0, limit_kind: kind = 'HAP', gap = 0 } = e;
  return {
    id: `Terdeteksi ${item.id} di ${place} ${rupiah(price, 'id')}, ${percent(gap, 'id')} di atas ${kind} ${rupiah(limit, 'id')}.`,
    en: `${item.en} in ${place} is seen at ${rupiah(price, 'en')}, ${percent(gap, 'en')} above the ${kind} of ${rupiah(limit, 'en')}.`,
  };
}

function silentWords(catalog: Catalog, { marketId, evidence }: AlertAbout): Named {
  const name = catalog.markets.get(marketId ?? 0)?.name ?? '';
  const at = heardAt(catalog, marketId, evidence);
  return {
    id: `Terdeteksi ${name} belum mengirim harga sejak ${at}.`,
    en: `No price has come from ${name} since ${at}.`,
  };
}

function deviceWords(catalog: Catalog, { marketId, evidence }: AlertAbout): Named {
  const place = catalog.markets.get(marketId ?? 0)?.name ?? '';
  const { device = '' } = evidence;
  if (evidence.last_heard === undefined)
    return {
      id: `Perangkat ${device} di ${place} belum pernah terdengar.`,
      en: `Device ${device} at ${place} has never been heard.`,
    };
  const at = heardAt(catalog, marketId, evidence);
  return {
    id: `Perangkat ${device} di ${place} tidak terdengar sejak ${at}.`,
    en: `Device ${device} at ${place} has not been heard since ${at}.`,
  };
}

/** When it was last heard, by the market's clock. */
function heardAt(catalog: Catalog, marketId: number | null, evidence: AlertEvidence): string {
  const market = catalog.markets.get(marketId ?? 0);
  const zone = catalog.regions.get(market?.regionId ?? 0)?.timeZone ?? 'Asia/Jakarta';
  const heard = new Date(Date.parse(evidence.last_heard ?? '') + UTC_OFFSET_HOURS[zone] * 3_600_000);
  const [day = '', time = ''] = heard.toISOString().slice(0, 16).split('T');
  return `${day.split('-').reverse().join('/')} ${time} ${ZONE_NAME[zone]}`;
}

function itemOf(catalog: Catalog, id: number | null): Named {
  const commodity = catalog.commodities.get(id ?? 0);
  return { id: commodity?.nameId ?? '', en: commodity?.nameEn ?? '' };
}

const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;

function rupiah(value: number, language: keyof Named): string {
  const digits = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 0 }).format(value);
  return `Rp\u00a0${digits}`;
}

function percent(share: number, language: keyof Named): string {
  const format = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 });
  return `${format.format(share * 100)}${language === 'id' ? '\u00a0' : ''}%`;
}
