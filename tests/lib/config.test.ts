import { describe, expect, it } from 'vitest';
import { readConfig } from '@/lib/config';
import { variables } from '@/lib/config-variables';

const names = Object.keys(variables.shape);

describe('the environment', () => {
  it.each(names)('takes an empty %s for one that is not set', (name) => {
    expect(readConfig({ [name]: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', '99999'],
    ['MQTT_PORT', '-1'],
    ['SMP_DEVICE_RATE', 'fast'],
    ['ALERT_THRESHOLD', '60'],
    ['SMP_DEMO', 'no'],
    ['DATABASE_URL', 'mysql://127.0.0.1/smp'],
    ['SMP_NOW', 'yesterday'],
  ])('stops the start at %s=%s with its name and an example', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`  ${name}: .+ Example: ${name}=.+`));
  });

  it('knows which of the set variables change nothing', () => {
    expect(readConfig({ TELEGRAM_TOKEN: 'x', REDIS_URL: 'redis://127.0.0.1' }).unused).toEqual([
      'REDIS_URL',
      'TELEGRAM_TOKEN',
    ]);
    expect(readConfig({ TELEGRAM_TOKEN: '', MQTT_PORT: '0' }).unused).toEqual([]);
  });

  it('takes a 0 that is written for 0', () => {
    expect(readConfig({ SMP_DEVICE_RATE: '0', MQTT_PORT: '0', SMP_DEMO: '0' })).toMatchObject({
      deviceRate: 0,
      mqttPort: 0,
      demo: false,
    });
  });
});
