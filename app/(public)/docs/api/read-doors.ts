import { openApiDocument } from '@/lib/http/openapi';

type Language = 'id' | 'en';

export interface DoorParameter {
  readonly name: string;
  readonly required: boolean;
  readonly words: string;
  /** The values or the kind of value it takes, in a few words. */
  readonly takes: string;
}

export interface DoorRow {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly words: string;
  readonly token: 'device' | 'api' | null;
  readonly parameters: readonly DoorParameter[];
  readonly answers: readonly { readonly status: string; readonly media: string }[];
  readonly samples: readonly string[];
}

export interface DoorChapter {
  readonly name: string;
  readonly title: string;
  readonly doors: readonly DoorRow[];
}

interface Said {
  readonly 'x-id': string;
}

interface Operation extends Said {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly (Said & {
    readonly name: string;
    readonly required: boolean;
    readonly description: string;
    readonly schema: Schema;
  })[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly 'x-codeSamples': readonly { readonly source: string }[];
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
}

/** The description of the API as the page tells it, chapter by chapter, in one language. */
export function readDoors(language: Language): readonly DoorChapter[] {
  const { paths = {}, tags = [] } = openApiDocument();
  const said = (en: string | undefined, id: string) => (language === 'id' ? id : (en ?? ''));
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(([method, o]) => ({
      chapter: o.tags[0],
      id: o.operationId,
      method: method.toUpperCase(),
      path,
      words: said(o.summary, o['x-id']),
      token: tokenOf(o),
      parameters: (o.parameters ?? []).map((p) => ({
        name: p.name,
        required: p.required,
        words: said(p.description, p['x-id']),
        takes: takes(p.schema),
      })),
      answers: Object.entries(o.responses).map(([status, { content = {} }]) => ({
        status,
        media: Object.keys(content).join(', '),
      })),
      samples: o['x-codeSamples'].map(({ source }) => source),
    })),
  );
  return tags.map((tag) => ({
    name: tag.name,
    title: said(tag.description, String(tag['x-id'])),
    doors: rows.filter(({ chapter }) => chapter === tag.name),
  }));
}

function tokenOf({ security = [] }: Operation): DoorRow['token'] {
  const name = Object.keys(security[0] ?? {})[0];
  return name === 'device' || name === 'api' ? name : null;
}

function takes(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(takes).join(' | ');
  const kind = schema.enum?.join(' | ') ?? schema.format ?? schema.type ?? '';
  const range = schema.maximum === undefined ? '' : ` ${schema.minimum ?? ''}–${limitOf(schema.maximum)}`;
  const fallback = schema.default === undefined ? '' : ` (${String(schema.default)})`;
  return `${kind}${range}${fallback}`;
}

/** The largest whole number that JSON carries is no limit worth telling. */
function limitOf(maximum: number): string {
  return maximum >= Number.MAX_SAFE_INTEGER ? '…' : String(maximum);
}
