import { z } from 'zod';
import { attestDocument } from '@/lib/services/ledger-attest';
import { openSingle } from '@/lib/services/open-body';
import { door } from './door';
import { json } from './json';
import { personOf } from './person';
import { parseFields } from './query';
import { readJsonText } from './read-body';

const SMALL_BODY = 16 * 1024;

export const statement = z.strictObject({
  title: z.string().trim().min(1).max(300),
  document_hash: z.string().regex(/^[0-9a-f]{64}$/, 'Write the SHA-256 of the document in lower-case hex'),
  issuer: z.string().trim().min(1).max(200),
  media_type: z
    .string()
    .regex(/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i, 'Write a media type such as application/pdf')
    .optional(),
});

/** `POST /api/blockchain/append`: an administrator attests a document by its hash. */
export const ledgerAttest = door('ledger-attest', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'attest documents');
  const body = openSingle(await readJsonText(request, SMALL_BODY));
  const { title, document_hash, issuer, media_type } = parseFields(body, statement);
  const index = await attestDocument(runtime, actor, {
    title,
    documentHash: document_hash,
    issuer,
    ...(media_type === undefined ? {} : { mediaType: media_type }),
  });
  return json({ ledger_index: index, document_hash, proof: `/ledger/proof/${index}` }, 201);
});
