/** A message that came by MQTT, taken out of what it was wrapped in. */
export interface Envelope {
  /** What a body of `POST /ingest` would be, letter by letter as it was signed. */
  readonly text: string;
  /** Base 64, when the message carries one. */
  readonly signature: string | null;
  /** The device's token, when the message carries one. */
  readonly token: string | null;
}

const MEMBERS: readonly string[] = ['body', 'signature', 'token'];

/**
 * A message is the reading itself, or `{"body": "…", "signature": "…", "token": "…"}` with the reading as a
 * text, since MQTT before version 5 has no headers. What is neither is taken for a reading and refused as one.
 */
export function openEnvelope(payload: Uint8Array): Envelope {
  const text = new TextDecoder().decode(payload);
  const plain = { text, signature: null, token: null };
  // A reading has no member of this name, so most messages are not parsed twice.
  if (!text.includes('"body"')) return plain;
  try {
    const wrapped = JSON.parse(text) as Record<string, unknown>;
    const { body, signature, token } = wrapped;
    if (typeof body !== 'string' || !Object.keys(wrapped).every((name) => MEMBERS.includes(name)))
      return plain;
    return { text: body, signature: textOr(signature), token: textOr(token) };
  } catch {
    return plain;
  }
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
