import { type Answer, ask } from './http-client';
import type { Credentials } from './token-file';

export class Refused extends Error {
  readonly code = 'REFUSED';
}

export type Way =
  | { readonly by: 'code'; readonly code: string }
  | {
      readonly by: 'admin';
      readonly deviceId: string;
      readonly marketId: string;
      readonly adminToken: string;
    };

/**
 * Joins a server: by a one-time code, or by registering this device with an administrator's token first.
 *
 * @param publicKey of the device's own key, when it is to sign its messages
 * @throws Refused in words that say what to do
 */
export async function join(
  server: string,
  way: Way,
  publicKey: string | null,
  now: () => number,
): Promise<Credentials> {
  const code = way.by === 'code' ? way.code : await register(server, way);
  const answer = await post(`${server}/api/auth/token`, {
    code,
    ...(publicKey === null ? {} : { public_key: publicKey }),
  });
  return credentials(server, answer, now());
}

/** A new token for the one that is shown. @throws Refused; the old one goes on until it expires */
export async function renew(held: Credentials, now: () => number): Promise<Credentials> {
  const headers = { authorization: `Bearer ${held.token}` };
  const answer = await ask(`${held.server}/api/auth/token`, { method: 'POST', headers });
  return credentials(held.server, answer, now());
}

async function register(server: string, way: Extract<Way, { by: 'admin' }>): Promise<string> {
  const answer = await post(
    `${server}/api/auth/device/register`,
    { market_id: way.marketId, device_id: way.deviceId },
    { authorization: `Bearer ${way.adminToken}` },
  );
  const { enrolment_code } = bodyOf(server, answer);
  if (typeof enrolment_code === 'string') return enrolment_code;
  throw new Refused(`${server} registered the device and gave no code; is it a Smart Market Platform?`);
}

function post(url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  });
}

/** The time of issue is the server's, as that of expiry is: this device's clock may be wrong now and right later. */
function credentials(server: string, answer: Answer, now: number): Credentials {
  const { token, device_id, market_id, expires_at } = bodyOf(server, answer);
  if ([token, device_id, market_id, expires_at].every((v) => typeof v === 'string')) {
    const ahead = answer.kind === 'answer' ? (answer.clockAhead ?? 0) : 0;
    const issued_at = new Date(now - ahead).toISOString();
    return { server, device_id, market_id, token, expires_at, issued_at } as Credentials;
  }
  throw new Refused(`${server} answered without a token; is it a Smart Market Platform?`);
}

function bodyOf(server: string, answer: Answer): Readonly<Record<string, unknown>> {
  if (answer.kind === 'none') {
    throw new Refused(`${server} cannot be reached (${answer.why}); check the address and the network.`);
  }
  const body = typeof answer.body === 'object' && answer.body !== null ? answer.body : {};
  if (answer.status === 200 || answer.status === 201) return body as Readonly<Record<string, unknown>>;
  const { problem } = answer;
  const fields = (problem?.errors ?? []).map((e) => ` ${e.field}: ${e.message}`).join('');
  const said = problem === null ? 'no reason that can be read' : `${problem.detail}${fields}`;
  throw new Refused(`${server} answered ${answer.status}: ${said}`);
}
