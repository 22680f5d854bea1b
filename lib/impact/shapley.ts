/**
 * Exact Shapley shares of a game whose values are vectors: for each player, what joining adds, averaged over
 * every order of joining. The shares sum to the value of all less the value of none.
 *
 * @param players at most 12
 * @param value of a coalition, as bits
 */
export function shapley(players: number, value: (coalition: number) => Float64Array): Float64Array[] {
  const values = Array.from({ length: 1 << players }, (_, coalition) => value(coalition));
  const size = values[0]?.length ?? 0;
  return Array.from({ length: players }, (_, player) => {
    const share = new Float64Array(size);
    values.forEach((without, coalition) => {
      if (coalition & (1 << player)) return;
      const joined = values[coalition | (1 << player)] as Float64Array;
      const weight = orders(bits(coalition), players);
      for (let i = 0; i < size; i++)
        share[i] = (share[i] as number) + weight * ((joined[i] as number) - (without[i] as number));
    });
    return share;
  });
}

/** Share of all orders in which exactly a given coalition of `size` comes before a given player. */
function orders(size: number, players: number): number {
  let weight = 1 / players;
  for (let k = 1; k <= size; k++) weight *= k / (players - k);
  return weight;
}

function bits(n: number): number {
  let count = 0;
  for (let rest = n; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
