import { readBattery } from './battery';
import { SOFTWARE } from './version';

/** What a device says of itself, beside whether it is there. */
export function aboutNow(waiting: number, battery: string | null): object {
  const percent = readBattery(battery);
  return {
    queue_depth: waiting,
    software: SOFTWARE,
    time: new Date().toISOString(),
    ...(percent === null ? {} : { battery: percent }),
  };
}
