import type { PublishPacket } from 'aedes';
import { takeStatus } from '@/lib/http/device-status';
import type { Runtime } from '@/lib/runtime';
import { openEnvelope } from './envelope';
import { deviceOf, type Session } from './sessions';
import { takeMessage } from './take-message';
import type { Topics } from './topics';

export interface TakePacketDeps {
  readonly runtime: Runtime;
  readonly topics: Topics;
  readonly send: (topic: string, content: object, retain: boolean) => Promise<void>;
}

/**
 * What a device published: readings, whose receipt it is sent once they are stored, or how it is.
 *
 * @param session whose it is; `null`: nobody's
 * @param wanted whether an answer is waited for
 * @throws Error when it must not be acknowledged; it may be sent again
 */
export async function takePacket(
  { runtime, topics, send }: TakePacketDeps,
  session: Session | null,
  packet: PublishPacket,
  wanted: () => boolean,
): Promise<void> {
  const topic = topics.read(packet.topic);
  if (session === null || topic === null) throw new Error('this topic is not for devices to write to');
  const { owner, kind } = topic;
  if (owner !== null && (owner.device !== session.deviceId || owner.market !== session.market))
    throw new Error('this topic belongs to another device');
  if (kind !== 'data' && kind !== 'status') throw new Error('this topic is written by the platform');
  packet.retain = false;
  const { text, signature } = openEnvelope(Buffer.from(packet.payload));
  if (kind === 'status') return takeState(runtime, session.deviceId, text);
  // Whoever published this was revoked meanwhile when this throws.
  const device = await deviceOf(runtime, session.credential);
  const receipt = await takeMessage(runtime, { device, text, signature }, 'held', wanted);
  if (receipt === null) throw new Error('not stored; it may be sent again');
  await send(topics.own(session.market, session.deviceId, 'receipt'), receipt, false);
}

/** What cannot be used is passed over: nobody waits for an answer. */
function takeState(runtime: Runtime, deviceId: string, text: string): void {
  try {
    takeStatus(runtime, deviceId, JSON.parse(text));
  } catch (err) {
    runtime.log.debug({ err, deviceId }, 'a status that cannot be used');
  }
}
