import { isSmpError } from '@/lib/errors';
import type { CaseCard } from '@/lib/live/review';
import type { CaseState } from '@/lib/market/review';
import type { Answer } from './answer';
import { problemAnswer, toProblem } from './problem';

/** A conflict is answered with the case as it stands now, so that nobody has to ask again. */
export async function caseProblem(error: unknown, fresh: () => Promise<CaseCard>): Promise<Answer> {
  if (!isSmpError(error) || error.code !== 'CONFLICT') throw error;
  const { headers } = problemAnswer(error);
  const problem = toProblem(error);
  return { status: problem.status, headers, body: JSON.stringify({ ...problem, case: await fresh() }) };
}

/**
 * What became of one case among several, and where it stands then: a large effect waits for a second person. An
 * unforeseen failure ends the whole request.
 */
export async function outcomeOf(id: number, work: () => Promise<CaseState>) {
  try {
    return { id, status: 200, detail: null, code: null, state: await work() };
  } catch (error) {
    if (!isSmpError(error)) throw error;
    const { status, detail, errors } = toProblem(error);
    return { id, status, detail, code: errors[0]?.code ?? null, state: null };
  }
}
