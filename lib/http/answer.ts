/** What a door says, before it becomes bytes. Header names are in lower case; how long the body is, is said for it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

export function responseOf({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}
