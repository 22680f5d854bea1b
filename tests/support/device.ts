import { randomUUID } from 'node:crypto';

export interface TestDevice {
  readonly deviceId: string;
  readonly marketId: string;
  readonly token: string;
  readonly enrolmentCode: string;
  /** Posts a body (text as it is, anything else as JSON) with the device's token. */
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** A well-formed reading of this device; `over` replaces members. */
  reading(over?: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Registers a device through the public door, as an administrator would. */
export async function registerTestDevice(
  url: string,
  adminToken: string,
  marketId = 'PASAR-001',
): Promise<TestDevice> {
  const deviceId = `DEV-${randomUUID().slice(0, 13)}`;
  const response = await fetch(`${url}/api/auth/device/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ market_id: marketId, device_id: deviceId, role: 'operator' }),
  });
  if (response.status !== 201)
    throw new Error(`registration answered ${response.status}: ${await response.text()}`);
  const { token, enrolment_code } = (await response.json()) as { token: string; enrolment_code: string };
  return {
    deviceId,
    marketId,
    token,
    enrolmentCode: enrolment_code,
    post: (body, headers = {}) =>
      fetch(`${url}/ingest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    reading: (over = {}) => ({
      timestamp: new Date().toISOString(),
      market_id: marketId,
      device_id: deviceId,
      prices: { 'beras-medium': 13_400, 'bawang-merah': 40_000, 'gula-konsumsi': 18_000 },
      ...over,
    }),
  };
}
