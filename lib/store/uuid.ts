const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be asked for as an id; the database refuses any other as a fault of ours. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
