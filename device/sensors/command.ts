import { execFile } from 'node:child_process';
import type { Observation, Sensor } from './sensor';

const MAX_OUTPUT = 1 << 20;

/**
 * Runs a program that prints one observation as JSON, or a list of them, or one a line. No shell is between:
 * the first word is the program, the others are its arguments.
 */
export function createCommandSensor(command: readonly string[], timeoutMs: number): Sensor {
  const [program = '', ...args] = command;
  return {
    name: `command ${program}`,
    async read() {
      const output = await new Promise<string>((resolve, reject) => {
        execFile(program, args, { timeout: timeoutMs, maxBuffer: MAX_OUTPUT }, (error, stdout, stderr) => {
          if (error === null) resolve(stdout);
          else reject(new Error(`"${program}" failed: ${stderr.trim().slice(0, 300) || error.message}`));
        });
      });
      return parse(output.trim()).map(check);
    },
  };
}

function parse(text: string): readonly unknown[] {
  if (text === '') return [];
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? whole : [whole];
  } catch {
    return text.split('\n').map((line) => JSON.parse(line) as unknown);
  }
}

function check(said: unknown): Observation {
  if (typeof said === 'object' && said !== null && 'prices' in said && typeof said.prices === 'object') {
    return said as Observation;
  }
  throw new Error('the program must print objects with "prices", such as {"prices":{"beras":13400}}');
}
