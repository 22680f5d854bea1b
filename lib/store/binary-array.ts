/**
 * One column of a batch as PostgreSQL takes arrays in binary: nothing is turned into digits here and back into
 * numbers there. Format: `array_recv` and the types' `recv` functions in PostgreSQL's source, network byte order.
 */

/** Object id and bytes of each element type, from `pg_type`. */
const TYPES = {
  int2: { oid: 21, size: 2 },
  int4: { oid: 23, size: 4 },
  int8: { oid: 20, size: 8 },
  float4: { oid: 700, size: 4 },
  timestamptz: { oid: 1184, size: 8 },
  uuid: { oid: 2950, size: 16 },
} as const;

export type ElementType = keyof typeof TYPES;

const HEADER = 20;
const TWO_32 = 2 ** 32;
/** PostgreSQL counts microseconds from 2000-01-01T00:00Z. */
const EPOCH_2000_MS = Date.UTC(2000, 0);

export class BinaryArray {
  readonly #oid: number;
  readonly #size: number;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #at = HEADER;
  #count = 0;
  #nulls = 0;

  /** @param capacity elements that will be added at most */
  constructor(type: ElementType, capacity: number) {
    this.#oid = TYPES[type].oid;
    this.#size = TYPES[type].size;
    this.#bytes = Buffer.allocUnsafe(HEADER + capacity * (4 + this.#size));
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
  }

  /** −2^15 … 2^15 − 1 */
  int2(value: number): void {
    this.#view.setInt16(this.#element(), value);
  }

  /** −2^31 … 2^31 − 1, or nothing */
  int4(value: number | null): void {
    if (value === null) this.#nothing();
    else this.#view.setInt32(this.#element(), value);
  }

  /** A safe integer. */
  int8(value: number): void {
    const at = this.#element();
    const high = Math.floor(value / TWO_32);
    this.#view.setInt32(at, high);
    this.#view.setUint32(at + 4, value - high * TWO_32);
  }

  /** Rounded to four bytes, or nothing. */
  real(value: number | null): void {
    if (value === null) this.#nothing();
    else this.#view.setFloat32(this.#element(), value);
  }

  /** @param ms since 1970 */
  time(ms: number): void {
    this.int8((ms - EPOCH_2000_MS) * 1000);
  }

  /** @param text 32 hex digits with the usual four dashes */
  uuid(text: string): void {
    this.#bytes.write(text.replaceAll('-', ''), this.#element(), 16, 'hex');
  }

  /** The last element once more. There must be one. */
  again(): void {
    const from = this.#at - this.#size;
    const at = this.#element();
    this.#bytes.copyWithin(at, from, from + this.#size);
  }

  /** The parameter; nothing may be added afterwards. */
  bytes(): Buffer {
    const view = this.#view;
    view.setInt32(0, this.#count === 0 ? 0 : 1);
    view.setInt32(4, this.#nulls === 0 ? 0 : 1);
    view.setInt32(8, this.#oid);
    view.setInt32(12, this.#count);
    view.setInt32(16, 1);
    return this.#bytes.subarray(0, this.#count === 0 ? 12 : this.#at);
  }

  /** Begins an element. @returns where its bytes go */
  #element(): number {
    this.#view.setInt32(this.#at, this.#size);
    const at = this.#at + 4;
    this.#at = at + this.#size;
    this.#count += 1;
    return at;
  }

  #nothing(): void {
    this.#view.setInt32(this.#at, -1);
    this.#at += 4;
    this.#count += 1;
    this.#nulls += 1;
  }
}
