import { isSmpError } from '@/lib/errors';
import { getRuntime, type Runtime } from '@/lib/runtime';
import { type Answer, responseOf } from './answer';
import type { Asked } from './asked';
import { databaseAway } from './database-away';
import { unlessHeld } from './kept';
import { problemAnswer } from './problem';

export type Handler = (asked: Asked, runtime: Runtime) => Promise<Answer> | Answer;

/** A handler of Web requests, as Next mounts it. */
export interface Door {
  (request: Request): Promise<Response>;
  /** The same without Web objects, as the server mounts it. Never rejects because of what was asked. */
  answer(asked: Asked): Promise<Answer>;
}

/**
 * Makes a handler into what both Next and the server mount: finds the running platform, turns errors into
 * problem documents, and counts. An unforeseen error is logged here and nowhere else.
 */
export function door(name: string, handler: Handler): Door {
  return toDoor(async (asked) => {
    const runtime = getRuntime();
    const startedAt = performance.now();
    let answer: Answer;
    try {
      answer = unlessHeld(asked, await handler(asked, runtime));
    } catch (thrown) {
      const error = isSmpError(thrown) ? thrown : databaseAway(thrown);
      answer = problemAnswer(error);
      if (answer.status >= 500) runtime.log.error({ err: error, door: name }, 'a request failed');
    }
    runtime.metrics.answered(name, answer.status, (performance.now() - startedAt) / 1000);
    return answer;
  });
}

export function toDoor(answer: Door['answer']): Door {
  return Object.assign(async (request: Request) => responseOf(await answer(request)), { answer });
}
