import { z } from 'zod';
import { ALERT_LEVELS } from '@/lib/market/alert';
import { closeAlert } from '@/lib/services/close-alert';
import { expectKnown } from '@/lib/services/expect-known';
import { openSingle } from '@/lib/services/open-body';
import { triggerAlert } from '@/lib/services/trigger-alert';
import { door } from './door';
import { json, publicJson } from './json';
import { personOf } from './person';
import { commodityCode, marketCode, parseFields, parseQuery, regionName, wholeNumber } from './query';
import { readJsonText } from './read-body';

const SMALL_BODY = 16 * 1024;
const level = z.enum(ALERT_LEVELS);
const text = (most: number) => z.string().trim().min(3, 'Write at least 3 characters').max(most);

export const alertsQuery = z.strictObject({
  commodity: commodityCode.optional(),
  market_id: marketCode.optional(),
  region: regionName.optional(),
  level: level.optional(),
  limit: wholeNumber(1, 1_000).default(200),
});

/** `GET /api/public/alerts/live`: what is open now, heaviest and newest first. */
export const alertsLive = door('alerts-live', (request, runtime) => {
  const asked = expectKnown(runtime, parseQuery(request, alertsQuery));
  const all = runtime.alerts.open();
  const wanted = all.alerts.filter(
    (a) =>
      (asked.commodity === undefined || a.commodity === asked.commodity) &&
      (asked.market_id === undefined || a.market_id === asked.market_id) &&
      (asked.region === undefined || a.region_id === asked.region) &&
      (asked.level === undefined || a.level === asked.level),
  );
  return publicJson({ ...all, open: wanted.length, alerts: wanted.slice(0, asked.limit) }, 1);
});

export const alertTriggerBody = z.strictObject({
  level,
  message: text(500),
  message_en: text(500).optional(),
  source: text(200).meta({ description: 'Who says so: an office, a person, a document' }),
  commodity: commodityCode.optional(),
  market_id: marketCode.optional(),
  region: z.number().int().min(11).max(99).optional(),
});

/** `POST /api/alerts/trigger`: an official raises an alert by hand. */
export const alertTrigger = door('alert-trigger', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'raise alerts');
  const body = parseFields(openSingle(await readJsonText(request, SMALL_BODY)), alertTriggerBody);
  const { message_en, commodity, market_id, region, ...rest } = body;
  const input = {
    ...rest,
    ...(message_en === undefined ? {} : { message_en }),
    ...(commodity === undefined ? {} : { commodity }),
    ...(market_id === undefined ? {} : { market_id }),
    ...(region === undefined ? {} : { region }),
  };
  return json(await triggerAlert(runtime, actor, input), 201);
});

export const alertClosing = z.strictObject({ id: z.uuid(), reason: text(500) });

/** `POST /api/alerts/close`: an official ends an alert that was raised by hand. */
export const alertClose = door('alert-close', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'handle alerts');
  const { id, reason } = parseFields(openSingle(await readJsonText(request, SMALL_BODY)), alertClosing);
  await closeAlert(runtime, actor, id, reason);
  return json({ id, state: 'closed' });
});
