/** Where models are fitted, in a thread of its own. Plain JavaScript, since a thread must be taught TypeScript first. */
import { register } from 'tsx/esm/api';

register();
await import('./fit-worker.ts');
