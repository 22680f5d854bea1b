import type { DescribedDoor } from './openapi-door';
import { live, ready } from './openapi-platform';

/** Doors for whoever runs the platform or writes a program for it. */
export const PLATFORM_DOORS: readonly DescribedDoor[] = [
  {
    id: 'alive',
    chapter: 'platform',
    method: 'get',
    path: '/api/health/live',
    words: { en: 'The process answers.', id: 'Prosesnya menjawab.' },
    answer: live,
    problems: [],
    curl: ['$SMP/api/health/live'],
  },
  {
    id: 'ready',
    chapter: 'platform',
    method: 'get',
    path: '/api/health/ready',
    words: {
      en: 'Whether readings can be taken now; 503 while it starts, stops or has no database.',
      id: 'Apakah laporan dapat diterima sekarang; 503 saat mulai, berhenti, atau tanpa basis data.',
    },
    answer: ready,
    problems: [],
    curl: ['$SMP/api/health/ready'],
  },
  {
    id: 'metrics',
    chapter: 'platform',
    method: 'get',
    path: '/metrics',
    words: { en: 'Measurements for Prometheus.', id: 'Ukuran kerja untuk Prometheus.' },
    media: ['text/plain'],
    problems: [],
    curl: ['$SMP/metrics'],
  },
  {
    id: 'openapi',
    chapter: 'platform',
    method: 'get',
    path: '/api/openapi.json',
    words: { en: 'This description, as OpenAPI 3.1.', id: 'Uraian ini, sebagai OpenAPI 3.1.' },
    media: ['application/json'],
    problems: [],
    curl: ['$SMP/api/openapi.json'],
  },
];
