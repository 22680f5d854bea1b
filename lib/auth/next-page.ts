/** Pages behind the sign-in: the desk of everyone with a role, and the phone app. No segment may be `..` or hold a slash. */
const PAGE = /^\/(portal|field)(\/(?!\.{1,2}(\/|$))[^/\\\p{Cc}]+)*\/?$/u;
/** Stands for whatever host we are served from; nothing is ever sent there. */
const OWN = 'http://own.invalid';
const MAX_LENGTH = 2_000;
/** More layers of percent signs than any page of ours writes. */
const MAX_LAYERS = 3;

/**
 * Where somebody wanted to go before signing in, as a path of our own portal or phone app with its query. An address
 * may come from anybody, so everything that a browser or a proxy could read as another host is no page.
 *
 * @param asked as it stands in an address, decoded once
 * @returns `null` for everything else
 */
export function nextPage(asked: unknown): string | null {
  if (typeof asked !== 'string' || asked.length > MAX_LENGTH || !/^\/(?![/\\])/.test(asked)) return null;
  if (/[\\\p{Cc}]/u.test(asked) || !URL.canParse(asked, OWN)) return null;
  const { origin, pathname, searchParams } = new URL(asked, OWN);
  if (origin !== OWN || !isPage(pathname)) return null;
  // What the page router adds to its own requests is no part of the page's address.
  searchParams.delete('_rsc');
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

/** Whether a path is a page however often somebody on the way decodes it. */
function isPage(path: string): boolean {
  let plain = path;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    if (!PAGE.test(plain)) return false;
    const inner = decoded(plain);
    if (inner === plain) return true;
    if (inner === null) return false;
    plain = inner;
  }
  return false;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Where people come who wanted nothing else. */
export const START_PAGE = '/portal';

/** The address of a page that asks for something first and leads on to `next` afterwards. */
export function leadingTo(page: string, next: string | null): string {
  return next === null || next === START_PAGE ? page : `${page}?${new URLSearchParams({ next })}`;
}
