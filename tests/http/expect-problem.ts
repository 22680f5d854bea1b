import { expect } from 'vitest';

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly { field: string; code: string; message: string; candidates?: string[] }[];
}

/** Asserts an RFC 9457 document with that status, which names that field if one is given. */
export async function expectProblem(
  response: Response,
  status: number,
  field?: string,
): Promise<ProblemBody> {
  const text = await response.text();
  expect(`${response.status} ${text}`).toMatch(new RegExp(`^${status} `));
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  // A page of another site may read why it was refused.
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const problem = JSON.parse(text) as ProblemBody;
  expect(problem.status).toBe(status);
  expect(problem.title).not.toBe('');
  expect(problem.detail).not.toBe('');
  if (field !== undefined) expect(problem.errors.map((e) => e.field)).toContain(field);
  return problem;
}

/** Asserts that the process goes on answering and can still take readings. */
export async function expectHealthy(url: string): Promise<void> {
  for (const door of ['live', 'ready']) {
    const response = await fetch(`${url}/api/health/${door}`);
    expect(response.status).toBe(200);
  }
}
