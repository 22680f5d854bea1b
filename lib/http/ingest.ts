import { bearerToken } from './bearer';
import { door } from './door';
import { json } from './json';
import { readJsonText } from './read-body';
import { takeReadings } from './take-readings';

/** `POST /ingest`: one reading, or `{"readings": […]}` of up to 500. Answered after the commit. */
export const ingest = door('ingest', async (request, runtime) => {
  const device = await runtime.devices.authenticate(bearerToken(request));
  // A flood is refused unread.
  runtime.admission.requireRoom();
  const text = await readJsonText(request);
  return json(await takeReadings(runtime, device, text, request.headers.get('x-smp-signature')), 202);
});
