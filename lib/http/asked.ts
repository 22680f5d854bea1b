/** What doors need to know of a request. A Web `Request` has all of it; the server makes the rest of none. */
export interface Asked {
  readonly method: string;
  /** Absolute. @throws SmpError MALFORMED when the sender named no host that can be one */
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
  /** The body in pieces as they come; `null` where there is none. */
  readonly body: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | null;
  /** The whole body, read as UTF-8. Rejects when it does not arrive whole. */
  text(): Promise<string>;
}
