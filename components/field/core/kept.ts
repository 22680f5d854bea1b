import type { FieldAdvice, FieldDecisions, FieldRequest, FieldRound } from '@/lib/live/field';
import type { ClockFact } from './clock';
import { openDatabase } from './database';
import type { RetryState } from './retry';
import type { Told } from './told';
import { seal, unseal } from './vault';

/** Who this phone is to the platform. */
export interface Enrolment {
  readonly deviceId: string;
  readonly marketId: string;
  readonly token: string;
  /** ms, by the server's clock. */
  readonly expiresAt: number;
}

export interface Settings {
  readonly locale: 'id' | 'en' | null;
  readonly theme: 'system' | 'light' | 'dark' | null;
  /** Whether the place of the phone goes beside its prices; absent: never asked. */
  readonly position?: boolean;
}

/** Why nothing is sent although there is a network. */
export type LockOut = { readonly status: 401 | 403 } | null;

interface Kept {
  readonly enrolment: Enrolment;
  readonly round: FieldRound;
  readonly requests: readonly FieldRequest[];
  readonly clock: ClockFact;
  readonly retry: RetryState;
  readonly lockOut: LockOut;
  readonly settings: Settings;
  readonly advice: Told<FieldAdvice>;
  readonly decisions: Told<FieldDecisions>;
}

/** What can change on a phone by itself, as pages and workers tell each other. */
export type KeptPart = keyof Kept | 'outbox' | 'appeals';

export async function readKept<Name extends keyof Kept>(name: Name): Promise<Kept[Name] | null> {
  const sealed = await (await openDatabase()).get('kept', name);
  return sealed === undefined ? null : unseal<Kept[Name]>(name, sealed);
}

export async function keep<Name extends keyof Kept>(name: Name, value: Kept[Name]): Promise<void> {
  const sealed = await seal(name, value);
  await (await openDatabase()).put('kept', sealed, name);
  tellTabs(name);
}

export async function forget(name: keyof Kept): Promise<void> {
  await (await openDatabase()).delete('kept', name);
  tellTabs(name);
}

const CHANNEL = 'smp-field';

/** Tells every page and worker of this phone that a part of it changed, or all of it, this one included. */
export function tellTabs(part: KeptPart | 'everything'): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(part);
  channel.close();
}

/**
 * @param listener is told which part; a page of another build may name one that this one does not know
 * @returns a function that stops listening
 */
export function onChange(listener: (part: string) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => listener(String(data));
  return () => channel.close();
}
