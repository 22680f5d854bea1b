/** Words that turn the next ones round, with the spellings that people give them: a closed class of the language. */
const SPELLINGS: Readonly<Record<string, string>> = {
  tidak: 'tidak tdk tidk tak ga gak gk nggak nggk ngga enggak engga ngak kagak kaga ndak nda',
  bukan: 'bukan bkn bukn',
  kurang: 'kurang krg krng kurg',
  belum: 'belum blm belom blom',
  jangan: 'jangan jgn jngn',
  tanpa: 'tanpa tnp',
};

const NEGATORS: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([word, all]) => all.split(' ').map((spelling) => [spelling, word])),
);

/** The usual spelling of a negator; `undefined` for any other word. */
export function negatorOf(word: string): string | undefined {
  return NEGATORS.get(word);
}
