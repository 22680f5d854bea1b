import { alertClosing, alertsQuery, alertTriggerBody } from './alerts';
import { confidenceQuery, forecastQuery } from './forecast';
import { BEARER, JSON_BODY } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import * as outlook from './openapi-outlook';
import { eventsQuery } from './public-events';
import { impactQueryParameters } from './public-impact';

/** Doors about what a price means and what comes next. */
export const OUTLOOK_DOORS: readonly DescribedDoor[] = [
  {
    id: 'events',
    chapter: 'outlook',
    method: 'get',
    path: '/api/public/events',
    words: {
      en: 'What officials saw happen around markets, with its source, and days of the calendar; the last year when no days are given.',
      id: 'Peristiwa di sekitar pasar yang dicatat petugas beserta sumbernya, dan hari besar; setahun terakhir bila tanggal tidak diberikan.',
    },
    query: eventsQuery,
    answer: outlook.eventList,
    problems: [400, 404, 422],
    curl: ['"$SMP/api/public/events?commodity=bawang-merah&region=33&from=2026-01-01"'],
  },
  {
    id: 'impact',
    chapter: 'outlook',
    method: 'get',
    path: '/api/public/impact',
    words: {
      en: 'What a move from one price to another would weigh in a market today, against the past moves of its province. Stores nothing.',
      id: 'Bobot perpindahan dari satu harga ke harga lain di sebuah pasar hari ini, dibandingkan gerak harga di provinsinya selama ini. Tidak menyimpan apa pun.',
    },
    query: impactQueryParameters,
    answer: outlook.impact,
    problems: [400, 404, 422],
    curl: [
      '"$SMP/api/public/impact?commodity=cabai-merah-keriting&market_id=PASAR-001&prev_price=40000&new_price=46000"',
    ],
  },
  {
    id: 'forecast',
    chapter: 'outlook',
    method: 'get',
    path: '/api/forecast/{commodity}',
    words: {
      en: 'The coming days of a commodity, of the nation, a province or a market, with quantiles from past errors, and the model that spoke. A market that closes for good has none from that day on.',
      id: 'Harga beberapa hari ke depan, nasional, provinsi, atau pasar, dengan kuantil dari galat yang lalu, dan model yang dipakai. Pasar yang tutup untuk seterusnya tidak punya prakiraan sejak hari itu.',
    },
    query: forecastQuery,
    answer: outlook.forecast,
    problems: [400, 404, 422],
    curl: ['$SMP/api/forecast/beras-medium', '"$SMP/api/forecast/cabai-rawit-merah?region=31&horizon=14"'],
  },
  {
    id: 'forecast-confidence',
    chapter: 'outlook',
    method: 'get',
    path: '/api/forecast/confidence',
    words: {
      en: 'How good such forecasts were in the past, by days ahead.',
      id: 'Seberapa tepat prakiraan seperti itu selama ini, menurut jumlah hari ke depan.',
    },
    query: confidenceQuery,
    answer: outlook.confidenceAnswer,
    problems: [400, 404, 422],
    curl: ['"$SMP/api/forecast/confidence?commodity=beras-medium"'],
  },
  {
    id: 'alerts-live',
    chapter: 'outlook',
    method: 'get',
    path: '/api/public/alerts/live',
    words: {
      en: 'The alerts that are open, heaviest and newest first. The socket /api/alerts/ws sends the same list first and then every change.',
      id: 'Peringatan yang sedang terbuka, dari yang terberat dan terbaru. Soket /api/alerts/ws mengirim daftar yang sama lebih dulu, lalu setiap perubahan.',
    },
    query: alertsQuery,
    answer: outlook.openAlerts,
    problems: [400, 404, 422],
    curl: ['"$SMP/api/public/alerts/live?limit=5"'],
  },
  {
    id: 'alert-trigger',
    chapter: 'outlook',
    method: 'post',
    path: '/api/alerts/trigger',
    words: {
      en: 'An official raises an alert by hand, about a commodity, a market, a province or the nation; everybody who follows is told at once.',
      id: 'Petugas membuat peringatan sendiri, tentang komoditas, pasar, provinsi, atau nasional; semua yang mengikuti langsung diberi tahu.',
    },
    token: 'api',
    body: alertTriggerBody,
    status: 201,
    answer: outlook.alert,
    problems: [400, 401, 403, 404, 413, 415, 422],
    curl: [
      `$SMP/api/alerts/trigger ${BEARER} ${JSON_BODY} -d '{"level":"warning","message":"Jalan ke pasar terputus banjir","source":"Dinas Perdagangan","market_id":"PASAR-001"}'`,
    ],
  },
  {
    id: 'alert-close',
    chapter: 'outlook',
    method: 'post',
    path: '/api/alerts/close',
    words: {
      en: 'An official ends an alert that was raised by hand, with the reason. Alerts from prices end by themselves.',
      id: 'Petugas mengakhiri peringatan yang dibuat sendiri, dengan alasannya. Peringatan dari harga berakhir dengan sendirinya.',
    },
    token: 'api',
    body: alertClosing,
    answer: outlook.closedAlert,
    problems: [400, 401, 403, 404, 409, 413, 415, 422],
    curl: [
      `$SMP/api/alerts/close ${BEARER} ${JSON_BODY} -d '{"id":"3d17f05b-8421-405e-b481-913156dbd7b7","reason":"Jalan sudah dibuka"}'`,
    ],
  },
];
