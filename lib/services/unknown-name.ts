import { SmpError } from '@/lib/errors';
import { closestNames } from '@/lib/ingest/closest-names';
import { normaliseName } from '@/lib/market/names';

interface Unknown {
  /** The parameter, as it is called by whoever asks. */
  readonly field: string;
  /** The word for what it names. */
  readonly what: string;
  readonly said: string;
  /** Names that may have been meant, nearest first. */
  readonly near: readonly string[];
  /** Offered behind them. */
  readonly others?: Iterable<string>;
}

/** @returns the error for a name that nothing has */
export function unknownName({ field, what, said, near, others = [] }: Unknown): SmpError {
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  const message = `There is no ${what} "${said}".${meant}`;
  const candidates = [...new Set([...near, ...others])];
  return new SmpError('NOT_FOUND', message, {
    errors: [
      { field, code: `unknown_${field}`, message, ...(candidates.length === 0 ? {} : { candidates }) },
    ],
  });
}

/** Those of the names that come nearest, however they are spelt. */
export function nearNames(said: string, names: Iterable<string>): readonly string[] {
  const folded = new Map([...names].map((name) => [normaliseName(name), name]));
  return closestNames(normaliseName(said), folded.keys()).flatMap((fold) => folded.get(fold) ?? []);
}
