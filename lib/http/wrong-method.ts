import { SmpError } from '@/lib/errors';
import { type Door, door, toDoor } from './door';

/** What an address answers that does not take the method of a request. @param taken the methods that it takes */
export function wrongMethod(taken: readonly string[]): Door {
  const allow = taken.join(', ');
  const refuse = door('wrong-method', (request) => {
    const { pathname } = new URL(request.url);
    throw new SmpError('WRONG_METHOD', `${pathname} does not take ${request.method}; use ${allow}.`);
  });
  return toDoor(async (asked) => {
    const answer = await refuse.answer(asked);
    return { ...answer, headers: { ...answer.headers, allow } };
  });
}
