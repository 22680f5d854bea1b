import { mix } from './noise';

/** A repeatable stream of uniform numbers in [0, 1), for what need not be looked up by day. */
export function createRandom(seed: number): () => number {
  let position = 0;
  return () => {
    position += 1;
    return mix(seed, position) / 4_294_967_296;
  };
}
