/** Does work for all who ask for it under a name at the same time. */
export type ShareTurns<Result> = (name: string, work: () => Promise<Result>) => Promise<Result>;

interface Turn<Result> {
  begun: boolean;
  readonly result: Promise<Result>;
  /** Resolves when the next turn may begin. */
  readonly over: Promise<void>;
  next: Promise<Result> | null;
}

/**
 * Who asks while work of this name is under way waits for the next turn, which is one for all who came meanwhile: nobody
 * is given what was looked up before they asked. Nothing is kept once it was given.
 *
 * @param gathered resolves when all have asked who are there at this moment
 * @param patience resolves when a turn has taken so long that the next need not wait for it
 */
export function createShareTurns<Result>(
  gathered: () => Promise<unknown>,
  patience: () => Promise<unknown>,
): ShareTurns<Result> {
  const turns = new Map<string, Turn<Result>>();

  function open(name: string, work: () => Promise<Result>): Promise<Result> {
    const result = gathered().then(() => {
      turn.begun = true;
      return work();
    });
    const over = Promise.race([result, patience()]).then(nothing, nothing);
    const turn: Turn<Result> = { begun: false, result, over, next: null };
    turns.set(name, turn);
    over.then(() => {
      if (turns.get(name) === turn && turn.next === null) turns.delete(name);
    });
    return result;
  }

  return (name, work) => {
    const turn = turns.get(name);
    if (turn === undefined) return open(name, work);
    if (!turn.begun) return turn.result;
    turn.next ??= turn.over.then(() => open(name, work));
    return turn.next;
  };
}

const nothing = () => undefined;
