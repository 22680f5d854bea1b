import type { Answer } from './answer';
import { tagOf } from './kept';
import { pack } from './packed';

/** An answer that is given to many: its bytes, its tag and its packed form are made once. */
export function forMany(answer: Answer): Answer {
  const { headers, body } = answer;
  let packed: ReturnType<typeof pack> | null = null;
  return {
    ...answer,
    headers: { ...headers, etag: tagOf(body) },
    body: typeof body === 'string' ? Buffer.from(body) : body,
    packed() {
      packed ??= pack(body);
      return packed;
    },
  };
}
