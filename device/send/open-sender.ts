import type { Log } from '../log';
import type { OwnKey } from '../own-key';
import { brokerOf, type Settings } from '../settings';
import type { Credentials } from '../token-file';
import { createHttpSender } from './http-sender';
import { createMqttSender } from './mqtt-sender';
import type { Sender } from './sender';

export interface OpenSenderDeps {
  readonly settings: Settings;
  readonly credentials: () => Credentials;
  readonly ownKey: OwnKey | null;
  readonly log: Log;
  /** What the device says of itself. */
  readonly about: () => object;
  /** How far this clock runs ahead, ms. */
  readonly onClock: (ahead: number) => void;
  readonly onConfig: (config: unknown) => void;
}

/** The way to the server that the settings name. */
export function openSender(deps: OpenSenderDeps): Sender {
  const { settings, credentials, ownKey, log } = deps;
  const byHttp = createHttpSender({
    credentials,
    server: () => settings.server ?? credentials().server,
    ownKey,
    onClock: deps.onClock,
    about: deps.about,
  });
  if (settings.mode === 'http') return byHttp;
  return createMqttSender({
    credentials,
    broker: brokerOf(settings, credentials().server),
    tls: settings,
    ownKey,
    log,
    about: deps.about,
    onConfig: deps.onConfig,
    byHttp,
  });
}
