/** Folds case, accents, punctuation and doubled spaces, so that `Cabe  Rawit` and `cabe-rawit` meet. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
