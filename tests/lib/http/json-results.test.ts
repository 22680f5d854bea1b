import fc from 'fast-check';
import { expect, it } from 'vitest';
import { responseOf } from '@/lib/http/answer';
import { json, jsonResults } from '@/lib/http/json';

const result = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue(), { noNullPrototype: true });

it('says the same as one text would, byte for byte, with the same headers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(result), fc.nat(), async (results, accepted) => {
      const body = { accepted, refused: 1, results };
      const [whole, pieced] = [responseOf(json(body, 202)), responseOf(jsonResults(body, 202))];
      expect(await pieced.text()).toBe(await whole.text());
      expect([...pieced.headers]).toEqual([...whole.headers]);
      expect(pieced.status).toBe(202);
    }),
  );
});
