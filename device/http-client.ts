/** What the server answered, or why nothing came. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The body as JSON; `null` when it is none. */
      readonly body: unknown;
      readonly problem: Problem | null;
      /** Seconds. */
      readonly retryAfter: number | null;
      /** How far this device's clock runs ahead of the server's, ms, to about a second; `null`: not told. */
      readonly clockAhead: number | null;
    }
  | { readonly kind: 'none'; readonly why: string };

/** RFC 9457, as far as the contract uses it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly {
    readonly field: string;
    readonly message: string;
    readonly code?: string;
    readonly candidates?: readonly string[];
  }[];
}

export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;

/** One request; never throws. A redirect is no answer: a login page of some network is not our server. */
export async function ask(
  url: string,
  { method = 'GET', body, headers = {}, timeoutMs }: Ask,
): Promise<Answer> {
  try {
    const startedAt = Date.now();
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    const text = await response.text();
    const parsed = parse(text);
    const date = Date.parse(response.headers.get('date') ?? '');
    const kind = response.headers.get('content-type') ?? '';
    return {
      kind: 'answer',
      status: response.status,
      body: parsed,
      problem: kind.startsWith('application/problem+json') ? problemOf(parsed) : null,
      // By the clock that wrote it: this device's own may be years off.
      retryAfter: seconds(response.headers.get('retry-after'), Number.isNaN(date) ? Date.now() : date),
      // The header has whole seconds, so its middle is the likeliest time.
      clockAhead: Number.isNaN(date) ? null : (startedAt + Date.now()) / 2 - (date + 500),
    };
  } catch (error) {
    return { kind: 'none', why: reason(error) };
  }
}

/** Anything as a problem, as far as it has one's members. */
export function problemOf(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null) return null;
  const said = body as Partial<Problem>;
  if (typeof said.status !== 'number') return null;
  const { status, title = '', detail = '', errors = [] } = said;
  return { status, title, detail, errors: Array.isArray(errors) ? errors : [] };
}

/** A Retry-After header, in seconds or as a date. */
function seconds(header: string | null, now: number): number | null {
  if (header === null) return null;
  const said = Number(header);
  const wait = Number.isNaN(said) ? (Date.parse(header) - now) / 1000 : said;
  return Number.isFinite(wait) && wait >= 0 ? wait : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return cause === '' ? error.message : `${error.message}: ${cause}`;
}
