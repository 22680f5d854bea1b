export type TimeZone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';

/** A province. `id` is its Kemendagri number (31 = DKI Jakarta). */
export interface Region {
  readonly id: number;
  readonly name: string;
  readonly panelName: string | null;
  readonly island: string;
  readonly timeZone: TimeZone;
  readonly riceZone: 1 | 2 | 3;
  /** Label point, degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** Other spellings that a device may send, lower case. */
  readonly aliases: readonly string[];
}
