import type { Pool } from 'pg';
import { MACRO_KINDS, type MacroValue, monthsDown } from '@/lib/market/macro';
import { readMacro } from '@/lib/store/catalog/macro-rows';

export interface MacroMonth {
  readonly month: string;
  /** In the order of MACRO_KINDS; `null` where nothing is known. */
  readonly values: readonly (MacroValue | null)[];
}

/** Every month from the first that is known to this one, newest first, with what is missing left empty. */
export async function listMacro(
  source: { readonly pool: Pool },
  today: string,
): Promise<readonly MacroMonth[]> {
  const held = await readMacro(source.pool);
  const thisMonth = today.slice(0, 7);
  const first = held[0]?.month ?? thisMonth;
  const byKey = new Map(held.map((v) => [`${v.name} ${v.month}`, v]));
  return monthsDown([first, thisMonth].sort()[0] ?? thisMonth, thisMonth).map((month) => ({
    month,
    values: MACRO_KINDS.map(({ name }) => byKey.get(`${name} ${month}`) ?? null),
  }));
}
