/** Numbers in order, so that their middle is at hand. */
export interface SortedValues {
  values: Float64Array;
  count: number;
}

export function createSorted(): SortedValues {
  return { values: new Float64Array(16), count: 0 };
}

export function sortedOf(values: readonly number[]): SortedValues {
  return { values: Float64Array.from(values).sort(), count: values.length };
}

export function insertValue(sorted: SortedValues, value: number): void {
  if (sorted.count === sorted.values.length) {
    const larger = new Float64Array(2 * sorted.count + 16);
    larger.set(sorted.values);
    sorted.values = larger;
  }
  const at = placeOf(sorted, value);
  sorted.values.copyWithin(at + 1, at, sorted.count);
  sorted.values[at] = value;
  sorted.count++;
}

/** Takes one value out that is in. */
export function removeValue(sorted: SortedValues, value: number): void {
  sorted.values.copyWithin(placeOf(sorted, value), placeOf(sorted, value) + 1, sorted.count);
  sorted.count--;
}

/** The median of all but one value that is in; `NaN` leaves none out. `NaN` when fewer than `least` are left. */
export function medianWithout(sorted: SortedValues, own: number, least: number): number {
  const counted = !Number.isNaN(own);
  const count = sorted.count - (counted ? 1 : 0);
  if (count < least) return Number.NaN;
  const out = counted ? placeOf(sorted, own) : count;
  const other = (i: number) => sorted.values[i < out ? i : i + 1] as number;
  return (other((count - 1) >> 1) + other(count >> 1)) / 2;
}

/** The first place whose value is not smaller. */
function placeOf({ values, count }: SortedValues, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
