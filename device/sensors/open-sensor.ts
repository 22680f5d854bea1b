import type { SensorSettings } from '../settings';
import { createCommandSensor } from './command';
import { createCsvSensor } from './csv';
import { createMockSensor, MOCK_PRICES } from './mock';
import type { Positions } from './positions';
import type { Sensor } from './sensor';

/** Makes the sensor that a setting describes. */
export function openSensor(settings: SensorSettings, positions: Positions): Sensor {
  switch (settings.kind) {
    case 'mock':
      return createMockSensor({ seed: settings.seed ?? 1, prices: settings.prices ?? MOCK_PRICES });
    case 'csv':
      return createCsvSensor(settings.path, positions);
    case 'command':
      return createCommandSensor(settings.command, (settings.timeout ?? 20) * 1000);
  }
}
