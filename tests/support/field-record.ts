import { draft, type FieldRecord } from '@/components/field/core/records';

/** A price that waits on a phone to be sent. @param over replaces members */
export function waitingRecord(over: Partial<FieldRecord> = {}): FieldRecord {
  const fresh = {
    id: 'a',
    deviceId: 'DEV-1',
    marketId: 'PASAR-001',
    commodity: 'beras-medium',
    price: 13_400,
    typedAt: 1_000,
    heardAt: null,
    offsetThen: null,
    corrects: null,
    beside: null,
  };
  return { ...draft(fresh), state: 'waiting', ...over };
}
