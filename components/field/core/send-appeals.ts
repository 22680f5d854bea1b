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
    const [code = ''] = codesIn(answer);
    if (status < 300 || code === 'already_appealed') await settle(appeal);
    else await refuse({ ...appeal, refused: status, why: code });
  }
  return 'all';
}

function codesIn({ body }: Answer): readonly string[] {
  const { errors = [] } = (body ?? {}) as { readonly errors?: readonly FieldFault[] };
  return errors.map(({ code }) => code);
}

/** The case has its appeal. */
async function settle({ observation }: FieldAppeal): Promise<void> {
  await staleDecisions(observation);
  await removeAppeal(observation);
}

/** It will be answered in the same way whenever it is sent, so a person has to look at it. */
async function refuse(appeal: FieldAppeal): Promise<void> {
  await staleDecisions(null);
  await writeAppeal(appeal);
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
