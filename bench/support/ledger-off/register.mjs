/**
 * Starts a server without its ledger, to measure what the ledger costs. The platform has no such switch: here
 * the modules that seal, write and publish leaves are replaced while they are loaded.
 */
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
