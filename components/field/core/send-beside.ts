import type { Enrolment } from './kept';
import { readOutbox, readPhoto, writeRecords } from './outbox';
import { hashOfBase64 } from './photo';
import { type FieldRecord, heldBeside } from './records';
import { ask } from './server';
import { isFinal } from './statuses';
import { isWanted } from './turn';

/** `later`: some of it has to wait; a status: the token is not good for anything now. */
export type SentBeside = 'all' | 'later' | 401 | 403;

/**
 * Sends what stands beside prices that are stored already. A repeat is harmless: the server keeps the first.
 *
 * @throws when no answer comes
 */
export async function sendBeside(enrolment: Enrolment): Promise<SentBeside> {
  for (const record of (await readOutbox()).filter(heldBeside)) {
    if (record.deviceId !== enrolment.deviceId) continue;
    if (await isWanted()) return 'later';
    const body = await bodyOf(record);
    const answer = body === null ? null : await ask('POST', '/api/field/evidence', enrolment.token, body);
    if (answer?.status === 401 || answer?.status === 403) return answer.status;
    if (answer !== null && !isFinal(answer.status)) return 'later';
    await settle(record.id, answer !== null && answer.status < 300 ? 'sent' : 'refused');
  }
  return 'all';
}

/** `null` when nothing is left to send, e.g. since the photo could not be opened. */
async function bodyOf({ id, beside }: FieldRecord): Promise<string | null> {
  const photo = beside?.photo ? await readPhoto(id) : null;
  const position = beside?.position ?? null;
  if (photo === null && position === null) return null;
  return JSON.stringify({
    reading_id: id,
    ...(photo === null ? {} : { photo, photo_sha256: await hashOfBase64(photo) }),
    ...(position === null ? {} : { position }),
  });
}

/** The phone forgets the picture and the place; that there was one it remembers. */
async function settle(id: string, state: 'sent' | 'refused'): Promise<void> {
  // Read again: the person may have done something with the record meanwhile.
  const record = (await readOutbox()).find((r) => r.id === id);
  if (record?.beside == null) return;
  await writeRecords([{ ...record, beside: { ...record.beside, position: null, state } }], null);
}
