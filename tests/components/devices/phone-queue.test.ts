import { describe, expect, it } from 'vitest';
import { queueOf, readPhoneQueue } from '@/components/devices/hand-in/phone-queue';
import type { FieldAppeal } from '@/components/field/core/appeals';
import { exportQueue } from '@/components/field/core/export-queue';
import type { FieldRecord } from '@/components/field/core/records';
import { waitingRecord } from '../../support/field-record';

const record = (id: string, over: Partial<FieldRecord> = {}) => waitingRecord({ id, ...over });

const appeal = (observation: number, over: Partial<FieldAppeal> = {}): FieldAppeal => ({
  observation,
  deviceId: 'DEV-1',
  reason: 'price_is_true',
  note: 'Semua lapak menjual dengan harga ini',
  refused: null,
  ...over,
});

describe('the queue that a phone exports', () => {
  it('is read as what was meant to be sent, what was only typed, and appeals without an answer', () => {
    const text = exportQueue(
      [record('a'), record('b', { state: 'draft' }), record('c', { state: 'sent' })],
      [appeal(7), appeal(8, { refused: 422, why: 'too_late' })],
      2_000,
    );
    const queue = readPhoneQueue(text);
    expect(queue?.readings.map((r) => r.reading_id)).toEqual(['a']);
    expect(queue?.drafts.map((r) => r.reading_id)).toEqual(['b']);
    expect(queue?.appeals.map((a) => a.body)).toEqual([
      { id: 7, reason: 'price_is_true', note: 'Semua lapak menjual dengan harga ini' },
    ]);
  });

  it('is parted by device, so that nothing is sent under another name', () => {
    const text = exportQueue(
      [record('a'), record('b', { deviceId: 'DEV-2' })],
      [appeal(7, { deviceId: 'DEV-2' })],
      2_000,
    );
    const queue = readPhoneQueue(text);
    if (queue === null) throw new Error('not read');
    const { own, others } = queueOf(queue, 'DEV-1');
    expect(own.readings.map((r) => r.reading_id)).toEqual(['a']);
    expect(own.appeals).toEqual([]);
    expect(others).toEqual(['DEV-2']);
  });

  it.each([
    ['no JSON', 'id,price\n1,2'],
    ['another JSON', '[]'],
    ['a receipt', '{"index":3}'],
    ['readings that are none', '{"readings":[{"price":3}]}'],
    ['states that are none', '{"readings":[],"states":[1]}'],
  ])('is told from %s', (_what, text) => {
    expect(readPhoneQueue(text)).toBeNull();
  });
});
