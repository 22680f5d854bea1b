import { BEARER, JSON_BODY } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import { checkedReading, reading, readingOrBatch, recordedAnswer } from './openapi-readings';

const READING =
  '{"timestamp":"2025-12-12T12:34:56.789Z","market_id":"PASAR-001","device_id":"DEV-001","prices":{"cabai":15000,"beras":12000}}';
const TAKING = [400, 401, 403, 413, 415, 422, 429, 503] as const;

/** Doors by which prices come in. */
export const READING_DOORS: readonly DescribedDoor[] = [
  {
    id: 'ingest',
    chapter: 'readings',
    method: 'post',
    path: '/ingest',
    words: {
      en: 'Sends one reading, or up to 500 as {"readings": […]}. Answered once everything is stored for good; a repeat gets the first answer.',
      id: 'Mengirim satu laporan, atau hingga 500 sebagai {"readings": […]}. Dijawab setelah semuanya tersimpan; kiriman ulang mendapat jawaban pertama.',
    },
    token: 'device',
    body: readingOrBatch,
    status: 202,
    answer: recordedAnswer,
    problems: [...TAKING, 409, 507],
    curl: [`$SMP/ingest ${BEARER} ${JSON_BODY} -d '${READING}'`],
  },
  {
    id: 'check',
    chapter: 'readings',
    method: 'post',
    path: '/api/validation/price/check',
    words: {
      en: 'Judges one reading and explains the verdict, without storing anything.',
      id: 'Menilai satu laporan dan menjelaskan putusannya, tanpa menyimpan apa pun.',
    },
    token: 'device',
    body: reading,
    answer: checkedReading,
    problems: TAKING,
    curl: [`$SMP/api/validation/price/check ${BEARER} ${JSON_BODY} -d '${READING}'`],
  },
];
