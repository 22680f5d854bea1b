import { SmpError } from '@/lib/errors';
import type { Refusal } from '@/lib/review/step';

const WORDS: Readonly<Record<Refusal, string>> = {
  already_accepted: 'The price is accepted already.',
  already_asked: 'The reporter was asked already; wait for the answer, or withdraw the question with undo.',
  already_decided: 'Somebody has decided this case; undo that decision first.',
  already_appealed: 'There was an appeal in this case already; its outcome stands.',
  handed_on: 'The device has gone on to somebody else, who did not report this price: decide without asking.',
  appeal_waits: 'There is an appeal; decide it instead of undoing the decision.',
  not_decided: 'There is no decision to appeal against yet.',
  nothing_to_decline: 'There is no proposal to decline.',
  nothing_to_undo: 'There is no decision to undo.',
  proposal_waits: 'There is a proposal; confirm it by deciding the same, or end it with decline.',
  same_price: 'The corrected price is the reported one; accept it instead.',
  same_person: 'You proposed this yourself; a second person has to confirm it.',
  other_reviewer: 'Somebody else has to decide this: you took part in what the appeal is about.',
};

/** The case does not allow this now. */
export function caseConflict(why: Refusal): SmpError {
  const message = WORDS[why];
  const code = why === 'other_reviewer' || why === 'same_person' ? 'FORBIDDEN' : 'CONFLICT';
  const field = why === 'same_price' ? 'price' : 'decision';
  return new SmpError(code, message, { errors: [{ field, code: why, message }] });
}

/** The device is the one that reported, and has gone on to somebody else: no trouble with the device itself. */
export function reportedByOther(): SmpError {
  const message =
    'Somebody else has this device now; whoever reported the price appeals in the portal, signed in.';
  return new SmpError('CONFLICT', message, { errors: [{ field: 'id', code: 'handed_on', message }] });
}

export function overtaken(): SmpError {
  const message = 'Somebody else was faster, or the case has moved on: look at it again.';
  return new SmpError('CONFLICT', message, { errors: [{ field: 'version', code: 'overtaken', message }] });
}

export function noSuchCase(): SmpError {
  const message = 'There is no reported price at this position of the ledger.';
  return new SmpError('NOT_FOUND', message, { errors: [{ field: 'id', code: 'unknown_price', message }] });
}
