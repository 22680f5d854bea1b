/** One part of an address in plain letters. What is no text in UTF-8 stays as it was sent, and names nothing. */
export function decodeSegment(sent: string): string {
  try {
    return decodeURIComponent(sent);
  } catch {
    return sent;
  }
}
