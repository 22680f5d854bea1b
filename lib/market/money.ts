/** An amount as it was written, in rupiah and not yet rounded; or why it cannot be read. */
export type Amount =
  | { readonly ok: true; readonly rupiah: number }
  | { readonly ok: false; readonly code: 'ambiguous_amount' | 'not_an_amount'; readonly message: string };

const PLAIN = /^\d{1,12}$/;
/** Indonesian writing: dots between thousands, a comma before one or two decimals. */
const INDONESIAN = /^(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,\d{1,2})?$/;
/** A comma or a lone dot whose meaning depends on who wrote it: `15,000`, `15.50`. */
const AMBIGUOUS = /^\d[\d.,]*$/;

/**
 * Reads rupiah as people in Indonesia write it: `15.000`, `15000`, `Rp15.000`, `Rp 15.000,-`, `15.000,50`.
 * `15,000` is refused because it means fifteen to one reader and fifteen thousand to another.
 */
export function parseRupiah(text: string): Amount {
  const bare = text
    .trim()
    .replace(/^(?:rp|idr)\.?\s*/i, '')
    .replace(/,-+$/, '')
    .trim();
  if (PLAIN.test(bare)) return { ok: true, rupiah: Number(bare) };
  if (INDONESIAN.test(bare)) {
    return { ok: true, rupiah: Number(bare.replaceAll('.', '').replace(',', '.')) };
  }
  if (AMBIGUOUS.test(bare)) {
    return {
      ok: false,
      code: 'ambiguous_amount',
      message: `"${text.trim().slice(0, 40)}" can be read in two ways; write fifteen thousand rupiah as 15000 or "15.000".`,
    };
  }
  return {
    ok: false,
    code: 'not_an_amount',
    message: `"${text.trim().slice(0, 40)}" is not an amount of rupiah; write 15000, "15.000" or "Rp15.000".`,
  };
}
