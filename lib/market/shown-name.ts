/** What no name has: a control sign, one that turns the direction of writing, or the brackets of markup. */
const STRANGE = /[<>\p{Cc}\p{Bidi_Control}]/u;
const LETTER = /\p{L}/u;

/** Whether a text can stand as the name of a person, a place or a commodity, within these lengths. */
export function isShownName(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && LETTER.test(text) && !STRANGE.test(text);
}
