/** The case that an address names by its hash; `null` for none. */
export function caseIn(hash: string): number | null {
  const [, id] = /^#(\d{1,15})$/.exec(hash) ?? [];
  return id === undefined ? null : Number(id);
}

/** The address of a case on the page of the desk, or of the queue alone. */
export function hashOf(id: number | null): string {
  return id === null ? location.pathname + location.search : `#${id}`;
}

/** Where somebody signs in again and comes back to the case that is open. */
export function signInAddress(id: number | null): string {
  const desk = `/masuk?${new URLSearchParams({ next: '/portal/tinjau' })}`;
  return id === null ? desk : `${desk}#${id}`;
}
