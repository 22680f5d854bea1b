import { SmpError } from '@/lib/errors';
import { appealReview } from '@/lib/services/appeal-review';
import { openSingle } from '@/lib/services/open-body';
import { previewReview } from '@/lib/services/preview-review';
import { readCasePhoto } from '@/lib/services/read-case-photo';
import { readFieldDecisions } from '@/lib/services/read-field-decisions';
import { readFieldRequests } from '@/lib/services/read-field-requests';
import { tellReliability } from '@/lib/services/read-reliability';
import { readReview } from '@/lib/services/read-review';
import { readReviewQueue } from '@/lib/services/read-review-queue';
import { reviewPrice } from '@/lib/services/review-price';
import type { Asked } from './asked';
import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';
import { personOf } from './person';
import { parseFields, parseQuery } from './query';
import { readJsonText } from './read-body';
import { caseProblem, outcomeOf } from './review-problem';
import {
  appealBody,
  bulkBody,
  decisionBody,
  fieldAppealBody,
  previewQuery,
  queueQuery,
} from './review-words';

const SMALL_BODY = 32 * 1024;

/** `GET /api/review/queue`: cases in the order in which their time runs out. */
export const reviewQueue = door('review-queue', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'see held prices');
  return json(await readReviewQueue(runtime, actor, parseQuery(request, queueQuery)));
});

/** `GET /api/review/{id}`: all that somebody needs to decide about a price. */
export const reviewCase = door('review-case', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'see held prices');
  return json(await readReview(runtime, actor, caseId(request)));
});

/** `GET /api/review/{id}/photo`: the picture that came with the price. For whoever sees the case, and no cache. */
export const reviewPhoto = door('review-photo', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'see held prices');
  const photo = await readCasePhoto(runtime, actor, caseId(request));
  const headers = { 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' };
  return { status: 200, headers, body: new Uint8Array(photo) };
});

/** `GET /api/review/{id}/effect`: what a decision would do, before it is sent. */
export const reviewEffect = door('review-effect', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'review prices');
  const { decision, price } = parseQuery(request, previewQuery);
  const wish = { observationId: caseId(request), decision, correctedPrice: price ?? null };
  return json(await previewReview(runtime, actor, wish));
});

/** `POST /api/review/{id}/decision`: what a person decides; answered with the case as it stands then. */
export const reviewDecision = door('review-decision', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'review prices');
  const id = caseId(request);
  const { decision, reason, note, price, version } = parseFields(await body(request), decisionBody);
  const input = { decision, reason, note, observationId: id, requestId: requestId(request) };
  try {
    await reviewPrice(runtime, actor, { ...input, correctedPrice: price ?? null, version: version ?? null });
  } catch (error) {
    return caseProblem(error, () => readReview(runtime, actor, id));
  }
  return json(await readReview(runtime, actor, id));
});

/** `POST /api/review/{id}/appeal`: somebody of the market hands the case to another reviewer. */
export const reviewAppeal = door('review-appeal', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'appeal decisions');
  const observationId = caseId(request);
  const grounds = parseFields(await body(request), appealBody);
  await appealReview(runtime, actor, { ...grounds, observationId, requestId: requestId(request) });
  return json({ id: observationId, state: 'appealed' }, 201);
});

/** `POST /api/field/appeals`: the same by the device that reported. */
export const fieldAppeal = door('field-appeal', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  const { id, ...grounds } = parseFields(await body(request), fieldAppealBody);
  await appealReview(runtime, device, { ...grounds, observationId: id, requestId: requestId(request) });
  return json({ id, state: 'appealed' }, 201);
});

/** `POST /api/review/bulk`: the same decision about several cases, each with an outcome of its own. */
export const reviewBulk = door('review-bulk', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'review prices');
  const { cases, ...asked } = parseFields(await body(request), bulkBody);
  const results = [];
  for (const { id, version } of cases) {
    const input = { ...asked, observationId: id, version, correctedPrice: null };
    results.push(
      await outcomeOf(id, () => reviewPrice(runtime, actor, { ...input, requestId: requestId(request) })),
    );
  }
  return json({ results });
});

/** `GET /api/field/requests`: what reviewers ask this device to report again. */
export const fieldRequests = door('field-requests', async (request, runtime) => {
  return json(await readFieldRequests(runtime, await runtime.devices.authenticate(bearerToken(request))));
});

/** `GET /api/field/decisions`: what became of the prices of this device that people decided about. */
export const fieldDecisions = door('field-decisions', async (request, runtime) => {
  return json(await readFieldDecisions(runtime, await runtime.devices.authenticate(bearerToken(request))));
});

/** `GET /api/devices/reliability`: how far this device's reports stood, and what to do about it. */
export const deviceReliability = door('device-reliability', async (request, runtime) => {
  return json(await tellReliability(runtime, await runtime.devices.authenticate(bearerToken(request))));
});

function caseId(request: Asked): number {
  const text = new URL(request.url).pathname.split('/')[3] ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const message = 'A case is named by the position of its price in the ledger.';
  throw new SmpError('NOT_FOUND', message, { errors: [{ field: 'id', code: 'unknown_price', message }] });
}

async function body(request: Asked): Promise<unknown> {
  return openSingle(await readJsonText(request, SMALL_BODY));
}

const requestId = (request: Asked) => request.headers.get('x-request-id');
