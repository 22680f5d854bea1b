import { DRAFT } from '../portal/draft';
import type { Choice } from './review-fetch';

/** What stands in the form of a decision. */
export interface DecisionDraft {
  readonly reason: string;
  readonly note: string;
  readonly price: string;
}

/** What a draft is about: a decision about one case, or about the chosen ones. */
export const draftKey = (decision: Choice['decision'], about: number | 'many' | null) =>
  `${DRAFT}decision ${decision} ${about}`;

/**
 * Keeps what was written about a case through the way back, another case and a sign-in in between, until it is sent or
 * the person signs out. It never leaves the tab; a browser without room or leave for it does without.
 */
export function keepDecision(key: string, draft: DecisionDraft): void {
  try {
    if (draft.note.trim() === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {}
}

/** @returns `null` where nothing was kept */
export function keptDecision(key: string): DecisionDraft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as DecisionDraft | null;
  } catch {
    return null;
  }
}

export function dropDecision(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {}
}
