import { negatorOf } from './negators';

/** What stands for things that are told by their kind and not by their letters. */
const LINK = ' ‹link› ';
const PERSON = ' ‹person› ';
const NUMBER = ' ‹number› ';

/** Pictures, of emoji and of signs, as the word for what they show: the texts learnt from have next to none. */
const PICTURES: readonly (readonly [RegExp, string])[] = [
  [/[😍🥰😘❤♥💕💖💗💙💚💛💜🧡😻]|<3/gu, ' suka '],
  [/[😀😃😄😁😆😂🤣🙂😊☺😇😋😎🤗🎉👍👏🙌👌🌟⭐😉💯]|[:;=] ?-? ?(?:[)\]]|[dp]\b)|\^[_.]?\^/gu, ' senang '],
  [/[😞😔😟🙁☹😢😭😥😓😩😫💔😿😰😨]|[:;=] ?'?-? ?[([]|\bt[_.]t\b/gu, ' sedih '],
  [/[😠😡🤬👎🤮🤢😤😒💩🖕😖]|-_+-/gu, ' marah '],
];

/** A word, a kind of thing, or a sign. */
const TOKEN = /‹\p{L}+›|\p{L}[\p{L}\p{M}'’]*|[!?]+|[.,;:]/gu;

/**
 * A text of any kind as lower-case words and signs. Spelling that only stresses is undone (`enaaak`, `enak2`),
 * links, people and numbers are told by their kind, pictures by their word, negators by one spelling.
 */
export function tokensOf(text: string): string[] {
  let plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\b(?:https?:\/\/|www\.)\S+/gu, LINK)
    .replace(/(?<![\p{L}\d])@[\w.]+/gu, PERSON);
  for (const [pattern, word] of PICTURES) plain = plain.replace(pattern, word);
  plain = plain
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/(\p{L})2(?![\p{L}\d])/gu, '$1')
    .replace(/\d+(?:[.,:/]\d+)*/gu, NUMBER);
  return (plain.match(TOKEN) ?? []).map((token) => negatorOf(token) ?? token);
}

/** Signs end the reach of a negator and have no letters to look into. */
export function isWord(token: string): boolean {
  return /^\p{L}/u.test(token);
}
