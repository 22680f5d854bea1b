import { evidenceBody } from './field-evidence';
import { BEARER, JSON_BODY } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import * as review from './openapi-review';
import { appealBody, bulkBody, decisionBody, fieldAppealBody, queueQuery } from './review-words';

/** Doors at which people decide about prices; a session opens them as well as a token. */
export const REVIEW_DOORS: readonly DescribedDoor[] = [
  {
    id: 'review-queue',
    chapter: 'reviews',
    method: 'get',
    path: '/api/review/queue',
    words: {
      en: 'Held prices in the order in which their time runs out.',
      id: 'Harga yang ditahan, urut menurut sisa waktunya.',
    },
    token: 'api',
    query: queueQuery,
    answer: review.queue,
    problems: [400, 401, 403, 422],
    curl: [`"$SMP/api/review/queue?state=waiting&limit=20" ${BEARER}`],
  },
  {
    id: 'review-case',
    chapter: 'reviews',
    method: 'get',
    path: '/api/review/{id}',
    words: {
      en: 'One case: why the price is held, what neighbours say, what was decided, and where it stands in the ledger.',
      id: 'Satu perkara: mengapa harga ditahan, kata pasar tetangga, apa yang sudah diputuskan, dan posisinya di buku catatan.',
    },
    token: 'api',
    answer: review.card,
    problems: [401, 403, 404],
    curl: [`$SMP/api/review/0 ${BEARER}`],
  },
  {
    id: 'review-decision',
    chapter: 'reviews',
    method: 'post',
    path: '/api/review/{id}/decision',
    words: {
      en: 'Decides: accept, reject, correct, ask_again, undo or decline. A large effect waits for a second person who decides the same, or declines it. On 409 the problem holds the case as it stands.',
      id: 'Memutuskan: accept, reject, correct, ask_again, undo, atau decline. Dampak besar menunggu orang kedua dengan keputusan sama, atau yang menolaknya dengan decline. Pada 409, masalah memuat perkara terkini.',
    },
    token: 'api',
    body: decisionBody,
    answer: review.card,
    problems: [400, 401, 403, 404, 409, 413, 415, 422, 503],
    curl: [
      `$SMP/api/review/0/decision ${BEARER} ${JSON_BODY} -d '{"decision":"accept","reason":"seen_at_market","note":"Seen at three stalls this morning"}'`,
    ],
  },
  {
    id: 'review-appeal',
    chapter: 'reviews',
    method: 'post',
    path: '/api/review/{id}/appeal',
    words: {
      en: 'Somebody of the market disagrees with a decision: another reviewer looks at the case.',
      id: 'Orang pasar tidak setuju dengan keputusan: pemeriksa lain melihat perkaranya.',
    },
    token: 'api',
    body: appealBody,
    status: 201,
    answer: review.appealed,
    problems: [400, 401, 403, 404, 409, 413, 415, 422, 503],
    curl: [
      `$SMP/api/review/0/appeal ${BEARER} ${JSON_BODY} -d '{"reason":"price_is_true","note":"All stalls sell at this price today"}'`,
    ],
  },
  {
    id: 'review-bulk',
    chapter: 'reviews',
    method: 'post',
    path: '/api/review/bulk',
    words: {
      en: 'The same decision about up to 100 cases; each has an outcome of its own. One whose state is proposed waits for a second person who decides the same.',
      id: 'Keputusan yang sama untuk hingga 100 perkara; masing-masing punya hasilnya sendiri. Yang state-nya proposed menunggu orang kedua dengan keputusan sama.',
    },
    token: 'api',
    body: bulkBody,
    answer: review.bulk,
    problems: [400, 401, 403, 413, 415, 422, 503],
    curl: [
      `$SMP/api/review/bulk ${BEARER} ${JSON_BODY} -d '{"decision":"reject","reason":"wrong_unit","note":"Reported by the sack, not the kilo","cases":[{"id":0,"version":0}]}'`,
    ],
  },
  {
    id: 'field-requests',
    chapter: 'reviews',
    method: 'get',
    path: '/api/field/requests',
    words: {
      en: 'What reviewers ask this device to report again.',
      id: 'Apa yang diminta pemeriksa untuk dilaporkan ulang oleh perangkat ini.',
    },
    token: 'device',
    answer: review.requests,
    problems: [401],
    curl: [`$SMP/api/field/requests ${BEARER}`],
  },
  {
    id: 'field-decisions',
    chapter: 'reviews',
    method: 'get',
    path: '/api/field/decisions',
    words: {
      en: 'What people decided about the prices of this device in the last month, as it holds, and where it may appeal.',
      id: 'Keputusan yang berlaku atas harga dari perangkat ini dalam sebulan terakhir, dan mana yang masih dapat dibanding.',
    },
    token: 'device',
    answer: review.decisions,
    problems: [401],
    curl: [`$SMP/api/field/decisions ${BEARER}`],
  },
  {
    id: 'field-appeal',
    chapter: 'reviews',
    method: 'post',
    path: '/api/field/appeals',
    words: {
      en: 'The device that reported a price disagrees with the decision about it: another reviewer looks at the case.',
      id: 'Perangkat pelapor tidak setuju dengan keputusan atas harganya: pemeriksa lain melihat perkaranya.',
    },
    token: 'device',
    body: fieldAppealBody,
    status: 201,
    answer: review.appealed,
    problems: [400, 401, 403, 404, 409, 413, 415, 422, 503],
    curl: [
      `$SMP/api/field/appeals ${BEARER} ${JSON_BODY} -d '{"id":0,"reason":"price_is_true","note":"All stalls sell at this price today"}'`,
    ],
  },
  {
    id: 'field-evidence',
    chapter: 'reviews',
    method: 'post',
    path: '/api/field/evidence',
    words: {
      en: 'A photo or a position beside a reading that is stored, for reviewers only. Of the position only the distance to the market is kept; all of it is deleted after 90 days.',
      id: 'Foto atau posisi untuk laporan yang sudah tersimpan, hanya bagi pemeriksa. Dari posisi hanya jaraknya ke pasar yang disimpan; semuanya dihapus setelah 90 hari.',
    },
    token: 'device',
    body: evidenceBody,
    status: 201,
    answer: review.kept,
    problems: [400, 401, 403, 404, 409, 413, 415, 422, 429, 503],
    curl: [
      `$SMP/api/field/evidence ${BEARER} ${JSON_BODY} -d '{"reading_id":"00000000-0000-4000-8000-000000000001","position":{"latitude":-6.2,"longitude":106.8,"accuracy_m":25}}'`,
    ],
  },
  {
    id: 'device-reliability',
    chapter: 'devices',
    method: 'get',
    path: '/api/devices/reliability',
    words: {
      en: "How far this device's reports stood, how much its word weighs, and what to do about it.",
      id: 'Seberapa sering laporan perangkat ini terbukti benar, bobot katanya, dan saran untuknya.',
    },
    token: 'device',
    answer: review.reliability,
    problems: [401],
    curl: [`$SMP/api/devices/reliability ${BEARER}`],
  },
];
