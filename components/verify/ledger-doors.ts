import { fromBase64 } from '@/lib/ledger/bytes';
import { parseRotations } from '@/lib/ledger/key-succession';
import type { ToldDecision } from './later-step';
import type { AskGrowth } from './memory-step';

/* What the page asks the log. Every answer is checked before it is believed. */

const LIMIT_MS = 15_000;

/** The log answered, and said no. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the ledger answered ${status}`);
    this.status = status;
  }
}

/** @throws Refused; whatever else is thrown means that nobody answered */
async function get(path: string): Promise<Response> {
  const response = await fetch(path, { signal: AbortSignal.timeout(LIMIT_MS), cache: 'no-store' });
  if (!response.ok) throw new Refused(response.status);
  return response;
}

export async function fetchReceipt(index: number): Promise<string> {
  return (await get(`/ledger/proof/${index}`)).text();
}

export async function fetchPolicy(): Promise<string> {
  return (await get('/ledger/policy')).text();
}

export async function fetchRotations(): Promise<readonly string[]> {
  return parseRotations(await (await get('/ledger/rotations')).text());
}

export interface Told {
  readonly market: { readonly name: string; readonly city: string } | null;
  readonly evidence: string | null;
  readonly later: readonly ToldDecision[];
}

/** What the log tells of a price; null when it knows no price there. */
export async function fetchTold(index: number): Promise<Told | null> {
  try {
    const about = (await (await get(`/ledger/about/${index}`)).json()) as {
      market: Told['market'];
      evidence: string | null;
      later: { index: number; evidence: string | null }[];
    };
    const later = await Promise.all(
      about.later.map(async ({ index: at, evidence }) => ({ receipt: await fetchReceipt(at), evidence })),
    );
    return { market: about.market, evidence: about.evidence, later };
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

export const askGrowth: AskGrowth = async (old, size) => {
  try {
    const answer = await get(`/ledger/consistency?old=${old}&size=${size}`);
    const { proof } = (await answer.json()) as { proof: string[] };
    // What is no hash makes a proof that does not hold.
    return proof.map((hash) => fromBase64(hash) ?? new Uint8Array());
  } catch (error) {
    return error instanceof Refused ? 'gone' : 'offline';
  }
};
