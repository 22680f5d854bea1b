import { isSmpError } from '@/lib/errors';
import type { CaseCard } from '@/lib/live/review';
import { problemResponse, toProblem } from './problem';

/** A conflict is answered with the case as it stands now, so that nobody has to ask again. */
export async function caseProblem(error: unknown, fresh: () => Promise<CaseCard>): Promise<Response> {
  if (!isSmpError(error) || error.code !== 'CONFLICT') throw error;
  const { headers } = problemResponse(error);
  const problem = toProblem(error);
  return new Response(JSON.stringify({ ...problem, case: await fresh() }), {
    status: problem.status,
    headers,
  });
}

/** What became of one case among several. An unforeseen failure ends the whole request. */
export async function outcomeOf(id: number, work: () => Promise<void>) {
  try {
    await work();
    return { id, status: 200, detail: null, code: null };
  } catch (error) {
    if (!isSmpError(error)) throw error;
    const { status, detail, errors } = toProblem(error);
    return { id, status, detail, code: errors[0]?.code ?? null };
  }
}
