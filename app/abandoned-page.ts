import { cookies } from 'next/headers';
import { nextPage } from '@/lib/auth/next-page';
import { usesHttps } from '@/lib/http/person';
import { getRuntime } from '@/lib/runtime';

/**
 * Where somebody wanted to go who comes back from another provider without success. Only the sign-in library's cookie
 * knows; whose host is no matter, since only a page of ours is taken from it.
 */
export async function abandonedPage(): Promise<string | null> {
  const prefix = usesHttps(getRuntime()) ? '__Secure-' : '';
  const held = (await cookies()).get(`${prefix}next-auth.callback-url`)?.value ?? '';
  if (!URL.canParse(held)) return null;
  const { pathname, search } = new URL(held);
  return nextPage(`${pathname}${search}`);
}
