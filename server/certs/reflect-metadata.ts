/*
 * The certificate library asks for the metadata part of `Reflect` when it is loaded, which no JavaScript engine
 * has. It keeps types of constructor parameters there; nothing here reads any, so a plain map is all it takes.
 */
const kept = new WeakMap<object, Map<unknown, unknown>>();

function own(key: unknown, target: object): unknown {
  return kept.get(target)?.get(key);
}

function inherited(key: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const value = own(key, at);
    if (value !== undefined) return value;
  }
  return undefined;
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata: inherited,
    getOwnMetadata: own,
    defineMetadata(key: unknown, value: unknown, target: object) {
      const values = kept.get(target) ?? new Map<unknown, unknown>();
      kept.set(target, values.set(key, value));
    },
  });
}
