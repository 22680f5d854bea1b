/** Topics of a device, and what a message on one is. */
export interface Topics {
  /** For every device; its message names it. */
  readonly shared: string;
  /** One device's own, e.g. `pasar/PASAR-001/DEV-001/receipt`. */
  own(market: string, device: string, kind: OwnKind): string;
  /** `null` for a topic that is none of ours. */
  read(topic: string): ReadTopic | null;
}

export type OwnKind = 'data' | 'status' | 'receipt' | 'config';

export interface ReadTopic {
  readonly kind: OwnKind;
  /** Whose topic it is; `null` for the shared one. */
  readonly owner: { readonly market: string; readonly device: string } | null;
}

const KINDS: readonly string[] = ['data', 'status', 'receipt', 'config'];

/** @param shared a topic that ends with `/data`; what stands before starts every other one */
export function createTopics(shared: string): Topics {
  const prefix = shared.slice(0, -'data'.length);
  return {
    shared,
    own: (market, device, kind) => `${prefix}${market}/${device}/${kind}`,
    read(topic) {
      if (topic === shared) return { kind: 'data', owner: null };
      if (!topic.startsWith(prefix)) return null;
      const [market = '', device = '', kind = '', more] = topic.slice(prefix.length).split('/');
      if (more !== undefined || market === '' || device === '' || !KINDS.includes(kind)) return null;
      return { kind: kind as OwnKind, owner: { market, device } };
    },
  };
}
