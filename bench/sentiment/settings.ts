import type { Settings } from './learn';

export const SEED = 20_251_129;

/** Chosen on texts held out from learning, by `npm run bench -- sentiment-tune`. */
export const SETTINGS: Settings = { ridge: 2e-5, ratio: 0.5, balance: 0.5 };
