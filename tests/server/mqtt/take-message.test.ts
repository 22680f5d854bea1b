import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SmpError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { takeMessage } from '@/server/mqtt/take-message';

const readings = vi.hoisted(() => ({ take: vi.fn<() => Promise<object>>() }));
vi.mock('@/lib/http/take-readings', () => ({ takeReadings: readings.take }));

const runtime = {
  metrics: { answered: () => undefined },
  log: { error: () => undefined },
} as unknown as Runtime;
const device = { kind: 'device', deviceId: 'DEV-001', marketId: 1, simulated: false } as const;
const message = { device, text: '{"reading_id":"6f1b1b3e-6f0e-4c67-9d8c-0a1b2c3d4e5f"}', signature: null };
const busy = () => new SmpError('OVERLOADED', 'busy', { retryAfter: 0.1 });

describe('a message by MQTT', () => {
  beforeEach(() => {
    readings.take.mockReset();
  });

  it('is held while the platform is busy, and answered once it is stored', async () => {
    readings.take
      .mockRejectedValueOnce(busy())
      .mockRejectedValueOnce(busy())
      .mockResolvedValue({ stored: 1 });
    expect(await takeMessage(runtime, message, 'held', () => true)).toEqual({ status: 202, stored: 1 });
    expect(readings.take).toHaveBeenCalledTimes(3);
  });

  it('is not answered when it would have to wait longer than senders do', async () => {
    readings.take.mockRejectedValue(new SmpError('TOO_MANY', 'slower', { retryAfter: 3_600 }));
    expect(await takeMessage(runtime, message, 'held', () => true)).toBeNull();
    expect(readings.take).toHaveBeenCalledTimes(1);
  });

  it('is not answered when nobody waits for it any more', async () => {
    readings.take.mockRejectedValue(busy());
    let asked = 0;
    expect(await takeMessage(runtime, message, 'held', () => asked++ < 2)).toBeNull();
  });

  it('is answered at once when it is refused for good, with the name of the reading', async () => {
    readings.take.mockRejectedValue(new SmpError('INVALID', 'wrong'));
    expect(await takeMessage(runtime, message, 'held', () => true)).toMatchObject({
      status: 422,
      reading_id: '6f1b1b3e-6f0e-4c67-9d8c-0a1b2c3d4e5f',
    });
  });

  it('does not keep every other one from coming when it fails in a way that nobody foresaw', async () => {
    vi.useFakeTimers();
    readings.take.mockRejectedValue(new TypeError('a defect'));
    const answered = takeMessage(runtime, message, 'answered', () => true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await answered).toMatchObject({ status: 500 });
    const held = takeMessage(runtime, message, 'held', () => true);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await held).toBeNull();
    vi.useRealTimers();
  });
});
