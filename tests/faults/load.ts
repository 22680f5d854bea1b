import { randomUUID } from 'node:crypto';
import { createApiToken } from '@/lib/services/api-tokens';
import { createPool } from '@/lib/store/pool';
import { createPrisma } from '@/lib/store/prisma-client';

/** A reading that was answered with 202, and that answer. */
export interface Acknowledged {
  readonly deviceId: string;
  readonly body: string;
  readonly answer: string;
}

export interface LoadFigures {
  readonly acknowledged: readonly Acknowledged[];
  /** Repeats whose answer was not letter by letter the first one. */
  readonly differing: readonly string[];
  /** How often each status came, and `none` for a connection that broke. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Statuses of the 5xx and 4xx kinds that no device should have met. */
  readonly unexpected: readonly string[];
  /** Of those that may be met, answers that did not say when to come back. */
  readonly silent: number;
}

export interface Load {
  /** Ends after the readings that are being sent, each sent until it is acknowledged. */
  finish(): Promise<LoadFigures>;
  acknowledged(): number;
  /** How often each status came so far. */
  statuses(): Readonly<Record<string, number>>;
}

export interface Sender {
  readonly deviceId: string;
  readonly token: string;
}

const COMMODITIES = ['beras-medium', 'bawang-merah', 'gula-konsumsi'];
/** Busy, away, without room: a device waits and sends again. */
const MAY_BE_MET: ReadonlySet<number> = new Set([429, 503, 507]);
const RETRY_MS = 150;
/** One in so many readings is sent again after its answer. */
const REPEAT_EACH = 8;

/** Registers devices at a server, as an administrator would. */
export async function registerSenders(
  url: string,
  databaseUrl: string,
  count: number,
): Promise<readonly Sender[]> {
  const pool = createPool(databaseUrl, 1, () => undefined);
  const db = createPrisma(pool);
  const { token } = await createApiToken(db, { role: 'admin', name: 'fault test', expiresAt: null });
  await db.$disconnect();
  await pool.end();
  const senders: Sender[] = [];
  for (let i = 0; i < count; i++) {
    const deviceId = `DEV-${i}-${randomUUID().slice(0, 8)}`;
    const response = await fetch(`${url}/api/auth/device/register`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ market_id: 'PASAR-001', device_id: deviceId }),
    });
    senders.push({ deviceId, token: ((await response.json()) as { token: string }).token });
  }
  return senders;
}

/**
 * Lets devices report as real ones do: one reading after the other, each again and again until it is
 * acknowledged, wherever the server is just then.
 *
 * @param url asked before every attempt
 * @param pauseMs between two readings of one device
 */
export function startLoad(senders: readonly Sender[], url: () => string, pauseMs: number): Load {
  const acknowledged: Acknowledged[] = [];
  const differing: string[] = [];
  const statuses: Record<string, number> = {};
  const unexpected: string[] = [];
  let silent = 0;
  let finishing = false;

  async function attempt(sender: Sender, body: string): Promise<string | null> {
    try {
      const response = await fetch(`${url()}/ingest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sender.token}`, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(20_000),
      });
      const text = await response.text();
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      if (response.status === 202) return text;
      if (MAY_BE_MET.has(response.status)) {
        if (response.headers.get('retry-after') === null) silent += 1;
      } else unexpected.push(`${response.status} ${text}`);
    } catch {
      statuses.none = (statuses.none ?? 0) + 1;
    }
    return null;
  }

  async function deliver(sender: Sender, body: string): Promise<string> {
    for (;;) {
      const answer = await attempt(sender, body);
      if (answer !== null) return answer;
      await pause(RETRY_MS);
    }
  }

  async function report(sender: Sender): Promise<void> {
    for (let i = 0; !finishing; i++) {
      const prices = COMMODITIES.map((name, k) => [name, 13_000 + 1_000 * k + (i % 7)]);
      const body = JSON.stringify({
        timestamp: new Date().toISOString(),
        market_id: 'PASAR-001',
        device_id: sender.deviceId,
        reading_id: randomUUID(),
        prices: Object.fromEntries(prices),
      });
      const answer = await deliver(sender, body);
      acknowledged.push({ deviceId: sender.deviceId, body, answer });
      if (i % REPEAT_EACH === 0) {
        const again = await deliver(sender, body);
        if (again !== answer) differing.push(`${answer}\n${again}`);
      }
      await pause(pauseMs);
    }
  }

  const running = senders.map(report);
  return {
    acknowledged: () => acknowledged.length,
    statuses: () => statuses,
    async finish() {
      finishing = true;
      await Promise.all(running);
      return { acknowledged, differing, statuses, unexpected, silent };
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
