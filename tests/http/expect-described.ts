import { expect } from 'vitest';
import { DESCRIBED_DOORS } from '@/lib/http/openapi-doors';

/** Asserts an answer that is just as the API's description of that door says. @returns its body */
export async function expectDescribed<Body>(id: string, answer: Response): Promise<Body> {
  expect(answer.ok).toBe(true);
  const body = await answer.json();
  const schema = DESCRIBED_DOORS.find((d) => d.id === id)?.answer;
  if (schema === undefined) throw new Error(`no door ${id} with an answer is described`);
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  return body as Body;
}
