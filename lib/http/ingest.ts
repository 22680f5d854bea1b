import { bearerToken } from './bearer';
import { door } from './door';
import { json, jsonResults } from './json';
import { readJsonText } from './read-body';
import { takeReadings } from './take-readings';

/** `POST /ingest`: one reading, or `{"readings": […]}` of up to 500. Answered after the commit. */
export const ingest = door('ingest', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  // A flood is refused unread.
  runtime.admission.requireRoom();
  const text = await readJsonText(request);
  const answer = await takeReadings(runtime, device, text, request.headers.get('x-smp-signature'));
  return 'results' in answer ? jsonResults(answer, 202) : json(answer, 202);
});
