import { forgetEvidence } from '@/lib/services/keep-evidence';
import { markSilentDevices } from '@/lib/services/mark-silent-devices';
import { refreshSources } from '@/lib/services/refresh-sources';
import { refreshTrust } from '@/lib/services/refresh-trust';
import { runDueFeeds } from '@/lib/services/run-feeds';
import { tellFailedSignIns } from '@/lib/services/tell-failed-sign-ins';
import { trimFeeds } from '@/lib/services/trim-feeds';
import { watchReporters } from '@/lib/services/watch-reporters';
import { dropOldAttempts } from '@/lib/store/people/attempts';
import { startLiveDemo } from '../demo/live';
import type { BuiltRuntime } from '../runtime/build-runtime';
import { every } from './every';
import { startLearning } from './learn-impact';
import { startLedger } from './ledger-publish';
import { startAlerts } from './raise-alerts';
import { startSettling } from './settle-prices';

const FACTS_MS = 30_000;
const DEVICES_MS = 2_000;
const SIGHTINGS_MS = 3_000;
const SILENCE_MS = 5_000;
const FAILED_MS = 10_000;
const OTHERS_MS = 250;
/** A reporter's name does not change faster than reviewers decide. */
const TRUST_MS = 60_000;
/** How often it is asked which source is due; sources themselves are read hourly at most. */
const FEEDS_MS = 60_000;
/** What was read, by whichever instance, is in the judge's memory after so long. */
const WORDS_MS = 10_000;
/** Evidence about reporters is by the day; what was committed is collected in small pieces. */
const REPORTERS_MS = 60_000;
const HISTORY_MS = 3_000;
const CATALOG_MS = 2_000;
const HOUR_MS = 3_600_000;

/** Starts what happens by itself. @returns a function that ends all of it */
export async function startJobs(built: BuiltRuntime, port: number): Promise<() => Promise<void>> {
  const { runtime } = built;
  const job = (rest: number, name: string, work: () => Promise<void>) =>
    every(rest, name, runtime.log, runtime.jobs.noting(name, rest, work));
  const reporters = watchReporters(runtime);
  const stops = [
    job(FACTS_MS, 'facts', () => built.refreshFacts()),
    job(DEVICES_MS, 'devices', async () => {
      await runtime.devices.refresh();
      await runtime.revokedCertificates.refresh();
    }),
    job(SIGHTINGS_MS, 'sightings', () => runtime.sightings.flush()),
    job(SILENCE_MS, 'silent devices', async () => {
      await markSilentDevices(runtime);
    }),
    job(OTHERS_MS, 'other processes', () => built.lookAtOthers()),
    job(HISTORY_MS, 'history', () => built.noticeHistory()),
    job(CATALOG_MS, 'catalog', () => built.noticeCatalog()),
    // After two days without any, attempts to sign in say nothing any more.
    job(HOUR_MS, 'old attempts to sign in', () =>
      dropOldAttempts(runtime.pool, runtime.clock.now() - 48 * HOUR_MS),
    ),
    job(HOUR_MS, 'old evidence', () => forgetEvidence(runtime)),
    job(FAILED_MS, 'failed attempts to sign in', async () => {
      await tellFailedSignIns(runtime);
    }),
    await startLedger(runtime),
    startSettling(runtime),
    startLearning(runtime, built.databaseUrl),
    job(TRUST_MS, 'trust', () => refreshTrust(runtime)),
    job(REPORTERS_MS, 'reporters', async () => {
      await reporters.turn();
    }),
    startAlerts(runtime),
    job(FEEDS_MS, 'feeds', () => runDueFeeds(runtime)),
    job(WORDS_MS, 'words of sources', () => refreshSources(runtime)),
    job(HOUR_MS, 'old prices of sources', async () => {
      await trimFeeds(runtime);
    }),
    await startLiveDemo(runtime, port),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
