import { toProblem } from '@/lib/http/problem';
import { parseTimestamp } from '@/lib/ingest/parse-timestamp';
import { deriveReadingId, parseUuid } from '@/lib/ingest/reading-id';

/** What a device is answered on its receipt topic: the answer that HTTP gives, with its status and who is meant. */
export function receiptOf(answer: object, text: string, deviceId: string): object {
  return { status: 202, ...answer, ...('results' in answer ? named(text, deviceId) : {}) };
}

export function refusalOf(error: unknown, text: string, deviceId: string): object {
  return { ...toProblem(error), ...named(text, deviceId) };
}

/** Names of the readings in a message, as far as they can be told from one that was refused. */
function named(text: string, deviceId: string): object {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { reading_id: null };
  }
  const list = typeof body === 'object' && body !== null && 'readings' in body ? body.readings : null;
  if (!Array.isArray(list)) return { reading_id: nameOf(body, deviceId) };
  return { reading_ids: list.map((item) => nameOf(item, deviceId)) };
}

function nameOf(item: unknown, deviceId: string): string | null {
  const { reading_id, timestamp } = (item ?? {}) as Record<string, unknown>;
  const said = parseUuid(reading_id);
  if (said !== null || reading_id !== undefined) return said;
  const at = parseTimestamp(timestamp);
  return at.ok ? deriveReadingId(deviceId, at.time) : null;
}
