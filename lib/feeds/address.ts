/** Where a source is read from. */
export type FeedAddress =
  | { readonly kind: 'web'; readonly url: URL }
  /** A file of the installation's own folder for sources. */
  | { readonly kind: 'file'; readonly name: string };

export type AddressFault = 'bad_address' | 'bad_scheme' | 'has_password' | 'bad_file';

const FILE = /^file:([A-Za-z0-9][A-Za-z0-9._-]{0,79})$/;

/** Reads `https://…`, `http://…` or `file:NAME`. A password in an address would be kept readable, so none may be. */
export function readFeedAddress(text: string): FeedAddress | { readonly fault: AddressFault } {
  const said = text.trim();
  if (said.startsWith('file:')) {
    const name = FILE.exec(said)?.[1];
    return name === undefined ? { fault: 'bad_file' } : { kind: 'file', name };
  }
  if (said.length > 2000 || !URL.canParse(said)) return { fault: 'bad_address' };
  const url = new URL(said);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { fault: 'bad_scheme' };
  if (url.username !== '' || url.password !== '') return { fault: 'has_password' };
  return { kind: 'web', url };
}
