import { redemption, registration } from './device-doors';
import { BEARER, JSON_BODY } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import { issuedToken, registeredDevice } from './openapi-readings';

/** Doors by which a device joins. */
export const ENROLMENT_DOORS: readonly DescribedDoor[] = [
  {
    id: 'register',
    chapter: 'devices',
    method: 'post',
    path: '/api/auth/device/register',
    words: {
      en: 'An administrator adds a device to a market and gets its token, a one-time code and a QR picture.',
      id: 'Administrator menambahkan perangkat ke pasar dan menerima token, kode sekali pakai, dan gambar QR.',
    },
    token: 'api',
    body: registration,
    status: 201,
    answer: registeredDevice,
    problems: [400, 401, 403, 404, 409, 413, 415, 422],
    curl: [
      `$SMP/api/auth/device/register ${BEARER} ${JSON_BODY} -d '{"market_id":"PASAR-001","device_id":"DEV-001"}'`,
    ],
  },
  {
    id: 'token',
    chapter: 'devices',
    method: 'post',
    path: '/api/auth/token',
    words: {
      en: 'Exchanges a one-time code for a device token; with a device token instead of a code, renews it.',
      id: 'Menukar kode sekali pakai dengan token perangkat; dengan token perangkat, memperpanjangnya.',
    },
    body: redemption,
    answer: issuedToken,
    problems: [400, 401, 413, 415, 422],
    curl: [
      `$SMP/api/auth/token ${JSON_BODY} -d '{"code":"THE-ONE-TIME-CODE"}'`,
      `-X POST $SMP/api/auth/token ${BEARER}`,
    ],
  },
];
