/**
 * What stands in a form while its answer is awaited. Where no answer comes, since the session was over and the sign-in
 * page came instead, or since the page had to be loaded again, it is put back once. It never leaves the tab.
 */

/** Begins the name of everything that is kept so. */
export const DRAFT = 'draft ';

/** What nobody fills in. */
const UNFILLED = new Set(['hidden', 'submit', 'button', 'fieldset', 'output']);
/** What is not kept: secrets, and what no page can put back. */
const UNKEPT = new Set(['password', 'file']);

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (element: Element): element is Field =>
  'value' in element && 'name' in element && element.name !== '' && !UNFILLED.has((element as Field).type);

/** Fields that people fill in. */
export function fieldsOf(form: HTMLFormElement): readonly Field[] {
  return [...form.elements].filter(isField);
}

const keptOf = (form: HTMLFormElement) => fieldsOf(form).filter(({ type }) => !UNKEPT.has(type));

/** The same form on the same page: its address, what it sends unseen, and the names of its fields. */
function keyOf(form: HTMLFormElement): string {
  const unseen = [...form.elements].flatMap((element) =>
    element instanceof HTMLInputElement && element.type === 'hidden' && !element.name.startsWith('$')
      ? [`${element.name}=${element.value}`]
      : [],
  );
  const names = keptOf(form).map(({ name }) => name);
  return `${DRAFT}${location.pathname}${location.search} ${[...unseen, ...names].join('&')}`;
}

const ticks = (field: Field): field is HTMLInputElement => /^(checkbox|radio)$/.test(field.type);
const saidBy = (field: Field) => (ticks(field) ? String(field.checked) : field.value);

/** All that is in the fields, to be compared. */
export function fillingOf(form: HTMLFormElement): string {
  return JSON.stringify(keptOf(form).map(saidBy));
}

/**
 * Keeps what was typed. A browser without room or leave for it does without; a form of secrets alone leaves no trace, nor
 * does the link that it came by.
 */
export function keepDraft(form: HTMLFormElement): void {
  if (keptOf(form).length === 0) return;
  try {
    sessionStorage.setItem(keyOf(form), fillingOf(form));
  } catch {}
}

export function dropDraft(form: HTMLFormElement): void {
  try {
    sessionStorage.removeItem(keyOf(form));
  } catch {}
}

/** Forgets all that was written in this tab and not sent. */
export function dropDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT)) sessionStorage.removeItem(key);
  } catch {}
}

/** Puts back what was kept, this once, where it can be seen. @returns whether anything was */
export function restoreDraft(form: HTMLFormElement): boolean {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? 'null') as readonly string[] | null;
    sessionStorage.removeItem(keyOf(form));
    if (kept === null) return false;
    const changed = keptOf(form).filter((field, i) => fill(field, kept[i] ?? ''));
    if (changed.length > 0) form.closest('details')?.setAttribute('open', '');
    return changed.length > 0;
  } catch {
    return false;
  }
}

/** Sets a field so that React hears of it, where React holds its value. @returns whether it said something else */
function fill(field: Field, said: string): boolean {
  if (saidBy(field) === said) return false;
  if (ticks(field)) {
    field.click();
    return true;
  }
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, said);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
  return true;
}
