import { hash, verify } from '@node-rs/argon2';

/** OWASP's smallest setting for argon2id, the library's default algorithm; about 30 ms of one core. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of random bytes that nobody kept: checking against it costs what a real check costs. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$kwVsP1XMpTU8ZcwQ/FwnPg$coHDsZH5TLuvtk+uIVZmePv4+VJ8cSxxE9zCNaAaA4Q';

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** @param held `null` when there is no such person: the same work is done, and the answer is no */
export async function checkPassword(held: string | null, password: string): Promise<boolean> {
  const right = await verify(held ?? NOBODY, password).catch(() => false);
  return held !== null && right;
}
