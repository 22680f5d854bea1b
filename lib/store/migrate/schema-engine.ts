import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { type Client, Pool } from 'pg';

type Engine = typeof import('@prisma/schema-engine-wasm');
type Glue = Pick<Engine, 'SchemaEngine'> & { __wbg_set_wasm(exports: WebAssembly.Exports): void };

export interface EngineUse {
  /** Connection on which migration scripts run. */
  readonly scripts: Client;
  /** Text of schema.prisma when the engine shall compare with it. */
  readonly schema?: string;
  /** Hears what the database said to a script; the engine keeps that to itself. */
  readonly onRefusal?: (error: unknown) => void;
}

/**
 * Lends Prisma's own schema engine, from its WebAssembly package. The native engine is a download that closed
 * networks do not reach; this one is part of a registry package, so migrations apply without any. Its connections
 * end with the work: one of them holds a lock that would keep the next engine waiting.
 *
 * @param url address of the database
 */
export async function withSchemaEngine<T>(
  url: string,
  { scripts, schema, onRefusal = () => undefined }: EngineUse,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const glue = await loadGlue();
  const pool = new Pool({ connectionString: url });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(new PrismaPg(pool), scripts, onRefusal));
    const datamodels: [string, string][] | undefined = schema ? [['schema.prisma', schema]] : undefined;
    const engine = await glue.SchemaEngine.new({ datamodels }, () => undefined, adapter);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

let loaded: Promise<Glue> | null = null;

/** The glue code keeps one instance in a variable of its own: a second one would write into the first's memory. */
function loadGlue(): Promise<Glue> {
  loaded ??= instantiate();
  return loaded;
}

async function instantiate(): Promise<Glue> {
  const require = createRequire(import.meta.url);
  const folder = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, '');
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg' as string)) as Glue;
  const { instance } = await WebAssembly.instantiate(await readFile(`${folder}schema_engine_bg.wasm`), {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

/**
 * The adapter cuts scripts at every semicolon, also inside function bodies. A script is sent whole
 * instead, which makes it one transaction as well.
 */
function wholeScripts(factory: PrismaPg, scripts: Client, onRefusal: (error: unknown) => void): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script: string) => {
      await scripts.query(script).catch((error: unknown) => {
        onRefusal(error);
        throw error;
      });
    };
    return adapter;
  };
  return factory;
}
