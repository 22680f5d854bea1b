import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Role } from '@/lib/auth/actor';
import { hashPassword } from '@/lib/services/password-hash';

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export interface PersonOptions {
  readonly role?: Role;
  readonly marketId?: number | null;
  readonly regionId?: number | null;
  readonly mustChangePassword?: boolean;
  readonly name?: string;
}

/** Puts a person with a password of their own into the database of a server. */
export async function createTestPerson(
  databaseUrl: string,
  options: PersonOptions = {},
): Promise<TestPerson> {
  const { role = 'admin', marketId = null, regionId = null, mustChangePassword = false } = options;
  const id = randomUUID();
  const email = `${role}-${id.slice(0, 8)}@smp.example`;
  const password = `jeruk limau ${id.slice(0, 8)}`;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO app_user (id, email, name, password_hash, must_change_password, role, market_id, region_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        email,
        options.name ?? `Ibu ${role}`,
        await hashPassword(password),
        mustChangePassword,
        role,
        marketId,
        regionId,
      ],
    );
  } finally {
    await client.end();
  }
  return { id, email, password };
}

/** The answer to an attempt to sign in, as the sign-in page makes it. */
export interface Attempt {
  readonly status: number;
  readonly body: unknown;
  /** For a `cookie` header; `null` when no session was given. */
  readonly cookie: string | null;
  readonly setCookie: string | null;
}

/** Signs in through the public door. */
export async function signIn(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Attempt> {
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: csrf.headers.getSetCookie().map(nameAndValue).join('; '),
      ...headers,
    },
    body: new URLSearchParams({ ...fields, csrfToken, callbackUrl: url, json: 'true' }),
  });
  const setCookie =
    response.headers.getSetCookie().find((line) => /^(__Host-)?smp-session=./.test(line)) ?? null;
  return {
    status: response.status,
    body: await response.json(),
    cookie: setCookie === null ? null : nameAndValue(setCookie),
    setCookie,
  };
}

/** A fresh person of a role, signed in. */
export async function signedInPerson(
  url: string,
  databaseUrl: string,
  options: PersonOptions = {},
): Promise<TestPerson & { readonly cookie: string }> {
  const person = await createTestPerson(databaseUrl, options);
  const { cookie, body } = await signIn(url, { email: person.email, password: person.password });
  if (cookie === null) throw new Error(`sign-in was refused: ${JSON.stringify(body)}`);
  return { ...person, cookie };
}

function nameAndValue(line: string): string {
  return line.split(';')[0] ?? '';
}
