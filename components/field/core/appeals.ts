import type { FieldDecision } from '@/lib/live/field';
import { openDatabase } from './database';
import { tellTabs } from './kept';
import { seal, unseal } from './vault';

/** What the person says against a decision, until the server has it. */
export interface FieldAppeal {
  /** Ledger position of the price. */
  readonly observation: number;
  /** The name that the phone had when it was written: under another one it cannot be sent. */
  readonly deviceId: string;
  readonly reason: string;
  readonly note: string;
  /** The price that it is about; absent from what an older build kept. */
  readonly about?: Pick<FieldDecision, 'commodity' | 'commodity_name' | 'price'>;
  /** Status of an answer that will not change; `null` while it waits. */
  readonly refused: number | null;
  /** The server's code with it; `handed_on`: whoever wrote it has the phone no more. */
  readonly why?: string;
}

/** They lie among the small things, so that a page of an older build finds the database as it knows it. */
const PREFIX = 'appeal:';
const keyOf = (observation: number) => `${PREFIX}${observation}`;

/** Every appeal on this phone that the server has not taken, by the position of its price. */
export async function readAppeals(): Promise<readonly FieldAppeal[]> {
  const tx = (await openDatabase()).transaction('kept');
  const range = IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);
  const [keys, values] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range)]);
  const opened = await Promise.all(values.map((sealed, i) => unseal<FieldAppeal>(keys[i] ?? '', sealed)));
  return opened.filter((appeal) => appeal !== null).sort((a, b) => a.observation - b.observation);
}

/** Durable once it returns. */
export async function writeAppeal(appeal: FieldAppeal): Promise<void> {
  const key = keyOf(appeal.observation);
  const sealed = await seal(key, appeal);
  const tx = (await openDatabase()).transaction('kept', 'readwrite', { durability: 'strict' });
  await Promise.all([tx.store.put(sealed, key), tx.done]);
  tellTabs('appeals');
}

export async function removeAppeal(observation: number): Promise<void> {
  await (await openDatabase()).delete('kept', keyOf(observation));
  tellTabs('appeals');
}

/** Those that can be sent under this name. */
export function sendable(appeals: readonly FieldAppeal[], deviceId: string): readonly FieldAppeal[] {
  return appeals.filter((one) => one.refused === null && one.deviceId === deviceId);
}
