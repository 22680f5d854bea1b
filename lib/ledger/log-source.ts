/** Where a published log is read from: a web address or a folder. */
export interface LogSource {
  /** The signed checkpoint as it is served now. */
  readonly checkpoint: () => Promise<string>;
  /** Bytes under a path of c2sp.org/tlog-tiles, null when there is nothing; throws when it cannot be read. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
}

/** What is wrong with a log, and where it begins. */
export interface LogFault {
  readonly kind:
    | 'checkpoint'
    | 'rolled-back'
    | 'forked'
    | 'missing'
    | 'malformed'
    | 'entry'
    | 'leaf'
    | 'tile'
    | 'root';
  /** First index that is wrong, or the first of the range in which it lies; null for a bad checkpoint. */
  readonly index: number | null;
  /** Last index of that range; equal to `index` when the leaf is known exactly. */
  readonly through: number | null;
  /** One plain sentence. */
  readonly what: string;
}

/** Raised inside the check at the first fault and turned into its result. */
export class FoundFault extends Error {
  readonly fault: LogFault;
  constructor(fault: LogFault) {
    super(fault.what);
    this.fault = fault;
  }
}

/** @throws FoundFault always */
export function found(
  kind: LogFault['kind'],
  index: number | null,
  through: number | null,
  what: string,
): never {
  throw new FoundFault({ kind, index, through, what });
}
