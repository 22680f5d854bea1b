import type { PriceUpdate } from '@/lib/live/events';

/** What one commit published: the ledger grew from `from` to `to`, and these are its prices. */
export interface Published {
  readonly from: number;
  readonly to: number;
  readonly updates: readonly PriceUpdate[];
}

/** Hands what was committed to whoever listens in this process: sockets, board state, later alarms. */
export interface LiveBus {
  publish(published: Published): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (published: Published) => void): () => void;
}

/** @param onError a listener that throws harms neither the others nor the sender */
export function createLiveBus(onError: (error: unknown) => void): LiveBus {
  const listeners = new Set<(published: Published) => void>();
  return {
    publish(published) {
      for (const listener of listeners) {
        try {
          listener(published);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
