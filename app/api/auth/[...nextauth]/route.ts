import NextAuth from 'next-auth';
import { authOptions } from '@/app/auth-options';
import { readVisit } from '@/app/portal-actor';
import { getRuntime } from '@/lib/runtime';

export const dynamic = 'force-dynamic';

/** What of the library is used; the rest (its own pages, a log that anybody may write) does not exist. */
const USED = ['csrf', 'callback', 'signin', 'signout', 'session', 'error', 'providers'];

interface Context {
  readonly params: Promise<{ readonly nextauth: readonly string[] }>;
}

async function handler(request: Request, context: Context): Promise<Response> {
  const [action = ''] = (await context.params).nextauth;
  if (!USED.includes(action)) return new Response(null, { status: 404 });
  return NextAuth(request as never, context as never, authOptions(getRuntime(), await readVisit()));
}

export { handler as GET, handler as POST };
