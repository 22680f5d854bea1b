import { BEARER } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import { fieldRound } from './openapi-readings';

/** Doors of the phone app. */
export const FIELD_DOORS: readonly DescribedDoor[] = [
  {
    id: 'round',
    chapter: 'devices',
    method: 'get',
    path: '/api/field/round',
    words: {
      en: "Everything for one round of the device's own market without a network: its commodities, their last accepted prices there, and what would be accepted now.",
      id: 'Semua yang diperlukan untuk satu putaran di pasar perangkat itu tanpa jaringan: komoditas, harga terakhir yang diterima di sana, dan rentang yang akan diterima sekarang.',
    },
    token: 'device',
    answer: fieldRound,
    problems: [401, 403],
    curl: [`$SMP/api/field/round ${BEARER}`],
  },
];
