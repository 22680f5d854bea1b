import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { connect as connectSocket, createServer } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

/**
 * Whether Debian's Mosquitto is here to be the foreign device and the foreign broker.
 *
 * @throws Error in CI without it, since nobody would notice that these tests did not run
 */
export function hasMosquitto(): boolean {
  try {
    for (const name of ['mosquitto_pub', 'mosquitto_sub']) execFileSync('sh', ['-c', `command -v ${name}`]);
    execFileSync('sh', ['-c', `PATH="$PATH:/usr/sbin" command -v mosquitto`]);
    return true;
  } catch {
    const message = 'no Mosquitto: MQTT tests need the packages mosquitto and mosquitto-clients';
    if (process.env.CI === 'true') throw new Error(message);
    console.log(`${message}; they are skipped`);
    return false;
  }
}

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Runs `mosquitto_pub` or `mosquitto_sub` to its end. */
export function mosquitto(
  name: 'mosquitto_pub' | 'mosquitto_sub',
  args: readonly string[],
  input?: string,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { timeout: 20_000 });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => resolve({ code, output }));
    // One that ended before it read everything is what some tests are about.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/** A foreign device that stays connected until it is killed. */
export function stayConnected(args: readonly string[]): ChildProcess {
  const name: string = 'mosquitto_sub';
  return spawn(name, args, { stdio: 'ignore' });
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

export async function untilListening(port: number, child?: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child !== undefined && child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connectSocket(port, '127.0.0.1');
      socket.on('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody listens on port ${port}`);
}

/** A client of the same kind as ours. */
export function connectDevice(url: string, options: IClientOptions): Promise<MqttClient> {
  return mqtt.connectAsync(url, { reconnectPeriod: 0, connectTimeout: 10_000, ...options });
}

/** Collects what arrives on a topic. */
export async function listen(client: MqttClient, topic: string): Promise<readonly Record<string, unknown>[]> {
  const heard: Record<string, unknown>[] = [];
  client.on('message', (name, payload) => {
    if (name === topic) heard.push(JSON.parse(payload.toString()) as Record<string, unknown>);
  });
  await client.subscribeAsync(topic, { qos: 1 });
  return heard;
}
