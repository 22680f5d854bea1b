import { describe, expect, it } from 'vitest';
import { createWaiting } from '@/device/send/mqtt-waiting';

const RECEIPT = { reading_id: 'a', prices: [{ name: 'beras', lane: 'accepted', ledger_index: 7 }] };

describe('a message that was published', () => {
  const receipt = (id: string) => ({ status: 202, reading_id: id, prices: [{ ledger_index: 3 }] });
  const refusal = (id: string) => ({ status: 422, detail: 'no', errors: [], reading_id: id });

  it('is delivered at its acknowledgement, with its receipt when one comes', async () => {
    const waiting = createWaiting(20);
    const [before, after, without] = ['a', 'b', 'c'].map((id) => waiting.add(id));
    waiting.answered(receipt('a'));
    for (const id of ['a', 'b', 'c']) waiting.acknowledged(id);
    waiting.answered({ results: [receipt('b')] });
    expect(await before).toMatchObject({ kind: 'delivered', receipt: { reading_id: 'a' } });
    expect(await after).toMatchObject({ kind: 'delivered', receipt: { reading_id: 'b' } });
    expect(await without).toEqual({ kind: 'delivered', receipt: null });
  });

  it('is rejected when the platform says so, tried again when it was busy, and kept when the line is cut', async () => {
    const waiting = createWaiting(1_000);
    const [bad, busy, cut] = ['a', 'b', 'c'].map((id) => waiting.add(id));
    waiting.acknowledged('a');
    waiting.acknowledged('b');
    waiting.answered(refusal('a'));
    waiting.answered({ ...refusal('b'), status: 429 });
    waiting.lost();
    expect(await bad).toMatchObject({ kind: 'rejected' });
    expect(await busy).toEqual({ kind: 'again' });
    expect(await cut).toEqual({ kind: 'again' });
  });

  it('tells everyone who waits for a reading that was queued twice', async () => {
    const waiting = createWaiting(10_000);
    const both = [waiting.add('a'), waiting.add('a')];
    waiting.acknowledged('a');
    waiting.answered(RECEIPT);
    const delivered = { kind: 'delivered', receipt: RECEIPT };
    expect(await Promise.all(both)).toEqual([delivered, delivered]);
  });

  it('leaves nobody waiting on a connection that is gone', async () => {
    const waiting = createWaiting(10_000);
    const before = waiting.add('a');
    waiting.lost();
    expect(await Promise.all([before, waiting.add('b')])).toEqual([{ kind: 'again' }, { kind: 'again' }]);
  });

  it('takes an answer that came before the acknowledgement, even when the connection goes then', async () => {
    const waiting = createWaiting(10_000);
    const outcome = waiting.add('a');
    waiting.answered(RECEIPT);
    waiting.lost();
    expect(await outcome).toEqual({ kind: 'delivered', receipt: RECEIPT });
  });
});
