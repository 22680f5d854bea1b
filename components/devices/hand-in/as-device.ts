import { askDoor } from '../enrolment';
import type { Refusal } from '../refusal-words';

/** The world outside, for tests. */
export interface Outside {
  readonly fetch: typeof fetch;
  readonly wait: (ms: number) => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** Nothing more can be sent now; a status of 0 says that no answer came. */
export class Stopped extends Error {
  constructor(readonly refusal: Refusal) {
    super(`stopped with ${refusal.status}`);
  }
}

/** Long enough for the exchange alone: whoever waits longer begins anew. */
const CODE_MINUTES = 5;

/**
 * A token of a device, for whoever looks after it: by a new code, as a phone gets its own.
 * @throws Stopped when there is none for them
 */
export async function tokenFor(deviceId: string, outside: Outside): Promise<string> {
  const made = await askDoor('/api/devices/code', { device_ids: [deviceId], valid_minutes: CODE_MINUTES });
  if (!made.ok) throw new Stopped(made.refusal);
  const [result] = made.results;
  if (result?.enrolment_code === undefined) throw new Stopped(result ?? { status: 0 });
  const answer = await post('/api/auth/token', { code: result.enrolment_code }, null, outside);
  if (answer?.status !== 200) throw new Stopped({ status: answer?.status ?? 0 });
  return (answer.body as { readonly token: string }).token;
}

/** @returns `null` when no answer came */
export async function post(
  path: string,
  body: object,
  token: string | null,
  outside: Outside,
): Promise<Answer | null> {
  try {
    const response = await outside.fetch(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      // In the device's name, and nobody else's.
      credentials: 'omit',
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      body: await response.json().catch(() => null),
      retryAfter: response.headers.get('retry-after'),
    };
  } catch {
    return null;
  }
}
