import { type FieldAppeal, readAppeals, removeAppeal, sendable, writeAppeal } from './appeals';
import { type Enrolment, keep, readKept } from './kept';
import type { FieldFault } from './records';
import type { SentBeside } from './send-beside';
import { type Answer, ask } from './server';
import { isFinal } from './statuses';
import { isWanted } from './turn';

/**
 * Sends the appeals that wait. One whose answer was lost is refused as a repeat when it is sent again, which says that the
 * case has its appeal.
 *
 * @throws when no answer comes
 */
export async function sendAppeals(enrolment: Enrolment): Promise<SentBeside> {
  for (const appeal of sendable(await readAppeals(), enrolment.deviceId)) {
    if (await isWanted()) return 'later';
    const { observation, reason, note } = appeal;
    const body = JSON.stringify({ id: observation, reason, note });
    const answer = await ask('POST', '/api/field/appeals', enrolment.token, body);
    const { status } = answer;
    if (status === 401 || status === 403) return status;
    if (!isFinal(status)) return 'later';
    await settle(appeal, status < 300 || isRepeat(answer) ? null : status);
  }
  return 'all';
}

function isRepeat({ status, body }: Answer): boolean {
  const { errors = [] } = (body ?? {}) as { readonly errors?: readonly FieldFault[] };
  return status === 409 && errors.some(({ code }) => code === 'already_appealed');
}

/** @param refused status of an answer that will not change; `null` when the case has its appeal */
async function settle(appeal: FieldAppeal, refused: number | null): Promise<void> {
  await staleDecisions(refused === null ? appeal.observation : null);
  if (refused === null) return removeAppeal(appeal.observation);
  await writeAppeal({ ...appeal, refused });
}

/** What is known of the decisions is out of date now; the price of a taken appeal waits for another reviewer. */
async function staleDecisions(appealed: number | null): Promise<void> {
  const held = await readKept('decisions');
  if (held === null) return;
  const decisions = held.said.decisions.map((one) =>
    one.observation === appealed ? { ...one, appealed: true, may_appeal: false } : one,
  );
  await keep('decisions', { said: { ...held.said, decisions }, at: 0 });
}
