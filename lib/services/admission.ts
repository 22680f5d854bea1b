import { setImmediate as nextTurn } from 'node:timers/promises';
import { SmpError } from '@/lib/errors';

/** Keeps what is taken in within what can be worked on, and leaves turns of the event loop to others. */
export interface Admission {
  /** Cheap, before a message is looked into. @throws SmpError OVERLOADED when there is no room for any reading */
  requireRoom(): void;
  /**
   * Counts readings as being worked on until the returned function is called.
   * @throws SmpError OVERLOADED when they find no room
   */
  enter(readings: number): () => void;
  /** Resolves in a turn of the event loop that was given to nobody else. */
  turn(): Promise<void>;
  /** Readings that are being worked on. */
  readonly inside: number;
}

/**
 * @param room readings that may be worked on at a time; who comes to an empty house is let in, however many it brings
 */
export function createAdmission(room: number): Admission {
  let inside = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    requireRoom() {
      if (inside >= room) throw overloaded();
    },
    enter(readings) {
      if (inside > 0 && inside + readings > room) throw overloaded();
      inside += readings;
      return () => {
        inside -= readings;
      };
    },
    turn() {
      last = last.then(() => nextTurn());
      return last;
    },
    get inside() {
      return inside;
    },
  };
}

function overloaded(): SmpError {
  const message = 'More readings are arriving than can be stored; send this one again shortly.';
  return new SmpError('OVERLOADED', message, { retryAfter: 1 });
}
