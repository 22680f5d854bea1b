import { describe, expect, it } from 'vitest';
import { openRequests } from '@/components/field/core/requests';
import type { FieldRequest } from '@/lib/live/field';

const ASKED = Date.parse('2026-03-02T03:00:00Z');
const HOUR = 3_600_000;

const request = (id: number, commodity: string, hours: number): FieldRequest => ({
  id,
  observation: id,
  commodity,
  commodity_name: { id: commodity, en: commodity },
  unit: 'kg',
  price: 15_000,
  observed_at: new Date(ASKED - HOUR).toISOString(),
  reason: 'recheck_unit',
  question: 'Satu kilogram?',
  asked_at: new Date(ASKED).toISOString(),
  due_at: new Date(ASKED + hours * HOUR).toISOString(),
});

const typed = (state: 'draft' | 'waiting' | 'sent', typedAt: number) => ({
  commodity: 'beras-medium',
  state,
  typedAt,
});

describe('questions that a phone shows', () => {
  const asked = [request(1, 'beras-medium', 30), request(2, 'gula-konsumsi', 20)];
  const ids = (records: Parameters<typeof openRequests>[1], now = ASKED + HOUR, offset = 0) =>
    openRequests(asked, records, now, offset).map((r) => r.id);

  it('come in the order in which their time runs out, and go when it is over', () => {
    expect(ids([])).toEqual([2, 1]);
    expect(ids([], ASKED + 20 * HOUR)).toEqual([1]);
    expect(ids([], ASKED + 30 * HOUR)).toEqual([]);
  });

  it('are answered by a newer price that is sent or on its way, not by a draft or an older one', () => {
    expect(ids([typed('waiting', ASKED + 1)])).toEqual([2]);
    expect(ids([typed('sent', ASKED + 1)])).toEqual([2]);
    expect(ids([typed('draft', ASKED + 1)])).toEqual([2, 1]);
    expect(ids([typed('sent', ASKED - 1_001)])).toEqual([2, 1]);
  });

  it('are answered within the second in which they were asked: phones know the time no better', () => {
    expect(ids([typed('sent', ASKED - 999)])).toEqual([2]);
  });

  it("compare by the server's clock, however wrong the phone's is", () => {
    expect(ids([typed('sent', ASKED - 3 * HOUR)], ASKED + HOUR, 4 * HOUR)).toEqual([2]);
    expect(ids([typed('sent', ASKED + 3 * HOUR)], ASKED + HOUR, -4 * HOUR)).toEqual([2, 1]);
  });
});
