import { parse } from 'csv-parse/sync';

/** One row of a list of devices to register. */
export interface DeviceRow {
  /** Line in the file, the header being 1. */
  readonly line: number;
  readonly marketId: string;
  readonly deviceId: string;
  readonly role: string;
  readonly group: string | null;
  /** E-mail address of who reports with it; `null` for nobody. */
  readonly person: string | null;
}

export const MAX_DEVICE_ROWS = 500;
const COLUMNS = ['market_id', 'device_id'] as const;

export type DeviceList =
  | { readonly ok: true; readonly rows: readonly DeviceRow[] }
  | { readonly ok: false; readonly message: string };

/** Reads CSV with a header: `market_id`, `device_id`, and `role`, `group` and `person` if wanted. Other columns are ignored. */
export function parseDeviceList(text: string): DeviceList {
  let records: Record<string, string>[];
  try {
    records = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : 'it cannot be read';
    return { ok: false, message: `This is no CSV with a header: ${message}.` };
  }
  const [first] = records;
  if (first === undefined) return { ok: false, message: 'The list has a header and no rows.' };
  const missing = COLUMNS.filter((name) => first[name] === undefined);
  if (missing.length > 0) return { ok: false, message: `The header lacks ${missing.join(' and ')}.` };
  if (records.length > MAX_DEVICE_ROWS) {
    return { ok: false, message: `A list may have ${MAX_DEVICE_ROWS} rows; this one has ${records.length}.` };
  }
  const rows = records.map((record, i) => ({
    line: i + 2,
    marketId: record.market_id ?? '',
    deviceId: record.device_id ?? '',
    role: record.role || 'operator',
    group: record.group || null,
    person: record.person || null,
  }));
  return { ok: true, rows };
}
