/** What a door says, before it becomes bytes. Header names are in lower case; how long the body is, is said for it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** The body packed by gzip, where it is packed once for many. */
  readonly packed?: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** Statuses whose answers have no body, not even an empty one. */
export function isBare(status: number): boolean {
  return status === 204 || status === 304;
}

export function responseOf({ status, headers, body }: Answer): Response {
  return new Response(isBare(status) ? null : body, { status, headers });
}
