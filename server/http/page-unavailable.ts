import type { ServerResponse } from 'node:http';

const RETRY_SECONDS = '5';

/**
 * Lets a page that could not be drawn go out as 503 with the time to come back, where that is because of the database:
 * crawlers and proxies keep what they have then. Next knows failures as 500 alone.
 */
export function sendFailureAsUnavailable(response: ServerResponse, databaseAway: () => boolean): void {
  const write = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status !== 500 || !databaseAway()) return write(status, ...rest);
    response.setHeader('retry-after', RETRY_SECONDS);
    return write(503, ...rest);
  };
}
