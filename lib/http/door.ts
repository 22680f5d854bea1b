import { isSmpError } from '@/lib/errors';
import { getRuntime, type Runtime } from '@/lib/runtime';
import { databaseAway } from './database-away';
import { problemResponse } from './problem';

export type Handler = (request: Request, runtime: Runtime) => Promise<Response> | Response;
export type Door = (request: Request) => Promise<Response>;

/**
 * Makes a handler into what both Next and the server mount: finds the running platform, turns errors into
 * problem documents, and counts. An unforeseen error is logged here and nowhere else.
 */
export function door(name: string, handler: Handler): Door {
  return async (request) => {
    const runtime = getRuntime();
    const startedAt = performance.now();
    let response: Response;
    try {
      response = await handler(request, runtime);
    } catch (thrown) {
      const error = isSmpError(thrown) ? thrown : databaseAway(thrown);
      response = problemResponse(error);
      if (response.status >= 500) runtime.log.error({ err: error, door: name }, 'a request failed');
    }
    runtime.metrics.answered(name, response.status, (performance.now() - startedAt) / 1000);
    return response;
  };
}
