export type SignInFault = 'refused' | 'code_needed' | 'code_wrong' | 'later' | 'failed';

const FAULTS: readonly string[] = ['refused', 'code_needed', 'code_wrong', 'later'];

/** Signs in by e-mail and password. @returns `null` once the cookie is set, else what stands against it */
export async function postSignIn(fields: Readonly<Record<string, string>>): Promise<SignInFault | null> {
  try {
    const response = await post('/api/auth/callback/credentials', fields);
    if (response.ok) return null;
    const { url } = (await response.json()) as { url?: string };
    const error = new URL(url ?? '', location.origin).searchParams.get('error') ?? '';
    return FAULTS.includes(error) ? (error as SignInFault) : 'failed';
  } catch {
    return 'failed';
  }
}

/** Leaves for the other provider's own page. @returns false when that is not possible now */
export async function goToProvider(next: string): Promise<boolean> {
  try {
    const response = await post('/api/auth/signin/oidc', {
      callbackUrl: new URL(next, location.origin).href,
    });
    const { url } = (await response.json()) as { url?: string };
    if (!response.ok || url === undefined) return false;
    location.assign(url);
    return true;
  } catch {
    return false;
  }
}

/** Posts to the sign-in library with its token against requests from elsewhere. */
async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ callbackUrl: location.origin, ...fields, csrfToken, json: 'true' }),
  });
}
