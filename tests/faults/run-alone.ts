import { pathToFileURL } from 'node:url';

/** Runs a fault in its full length when its file was started by hand, and prints what came of it. */
export function runAlone(moduleUrl: string, run: () => Promise<object>): void {
  if (process.argv[1] === undefined || pathToFileURL(process.argv[1]).href !== moduleUrl) return;
  run().then(
    (figures) => {
      console.log(JSON.stringify(figures, null, 2));
      process.exit(0);
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
