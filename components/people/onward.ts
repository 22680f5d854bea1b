/** What is open on a page, as its address says; a browser carries it along to the sign-in page. No server sees it. */
const OPEN = /^#\d{1,15}$/;

/** The address of where somebody goes once they are signed in: the page they asked for, with what was open on it. */
export function onward(next: string, hash: string): string {
  return OPEN.test(hash) ? next + hash : next;
}
