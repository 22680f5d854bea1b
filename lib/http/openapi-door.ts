import type { z } from 'zod';

/** A sentence for readers of either language. */
export interface Words {
  readonly en: string;
  readonly id: string;
}

export type Chapter = 'readings' | 'prices' | 'outlook' | 'devices' | 'reviews' | 'ledger' | 'platform';

/** One way in, described for people and programs. */
export interface DescribedDoor {
  /** Also the anchor on the page. */
  readonly id: string;
  readonly chapter: Chapter;
  readonly method: 'get' | 'post';
  /** As in OpenAPI: `{name}` stands for what varies. */
  readonly path: string;
  readonly words: Words;
  /** Whose token it asks for; public without. */
  readonly token?: 'device' | 'api';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Status of a success, 200 when absent. */
  readonly status?: 201 | 202;
  /** Form of a JSON answer. */
  readonly answer?: z.ZodType;
  /** Media types of other answers. */
  readonly media?: readonly string[];
  /** Problem statuses that this door itself answers with, beside 500, and 503 while the database is away. */
  readonly problems: readonly number[];
  /** What follows `curl`; `$SMP` is the address, `$TOKEN` the token. */
  readonly curl: readonly string[];
}
