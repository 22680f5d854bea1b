import type { Pool } from 'pg';
import { MACRO_KINDS, type MacroValue } from '@/lib/market/macro';
import { readMacro } from '@/lib/store/catalog/macro-rows';

/** The newest figure of each indicator, in the order of MACRO_KINDS; `null` where none was ever told. */
export async function newestMacro(source: { readonly pool: Pool }): Promise<readonly (MacroValue | null)[]> {
  // Oldest first, so that the newest stands last.
  const newest = new Map((await readMacro(source.pool)).map((value) => [value.name, value]));
  return MACRO_KINDS.map(({ name }) => newest.get(name) ?? null);
}
