import { z } from 'zod';
import { DEVICE_STATES } from '@/lib/market/device-state';
import {
  deviceAct,
  deviceCode,
  deviceImport,
  devicePerson,
  deviceSettings,
  devicesQuery,
} from './device-admin';
import { deviceStatus } from './device-status';
import { BEARER, JSON_BODY } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import { problem, time } from './openapi-parts';

const config = z
  .strictObject({ interval_seconds: z.number().nullable(), commodities: z.array(z.string()).nullable() })
  .meta({ id: 'DeviceConfig', description: 'null leaves it to the device' });

const told = config
  .extend({
    names: z
      .array(z.string())
      .nullable()
      .meta({ description: 'What those are called in its market; null together with commodities' }),
  })
  .meta({ id: 'ToldConfig', description: 'null leaves it to the device' });

const device = z
  .strictObject({
    device_id: z.string(),
    market_id: z.string(),
    market_name: z.string(),
    region: z.number().int(),
    role: z.string(),
    state: z.enum(DEVICE_STATES),
    simulated: z.boolean(),
    group: z.string().nullable(),
    person: z.string().nullable().meta({ description: 'Who reports with it' }),
    created_at: time,
    last_seen_at: time.nullable(),
    silent_since: time.nullable(),
    online: z.boolean().meta({ description: 'Connected by MQTT' }),
    clock_offset_ms: z.number().int().nullable(),
    battery: z.number().int().nullable(),
    queue_depth: z.number().int().nullable(),
    software: z.string().nullable(),
    signs: z.boolean().meta({ description: 'Whether it registered a key' }),
    config,
  })
  .meta({ id: 'Device' });

const enrolment = {
  enrolment_code: z.string(),
  enrolment_expires_at: time,
  enrolment_url: z.url(),
  qr: z.string(),
};
const named = { device_id: z.string(), status: z.number().int() };
const refused = problem.extend({ device_id: z.string() });
const results = (done: z.ZodType) => z.strictObject({ results: z.array(z.union([done, refused])) });

/** Doors for those who look after devices, and two for the devices themselves. */
export const DEVICE_DOORS: readonly DescribedDoor[] = [
  {
    id: 'devices',
    chapter: 'devices',
    method: 'get',
    path: '/api/devices',
    words: {
      en: 'The devices that the holder of the token looks after, with what they last said of themselves.',
      id: 'Perangkat yang diurus pemegang token, beserta kabar terakhir dari tiap perangkat.',
    },
    token: 'api',
    query: devicesQuery,
    answer: z.strictObject({ devices: z.array(device), next_cursor: z.string().nullable() }),
    problems: [400, 401, 403, 422],
    curl: [`$SMP/api/devices ${BEARER}`, `"$SMP/api/devices?silent=1&state=active" ${BEARER}`],
  },
  {
    id: 'device-act',
    chapter: 'devices',
    method: 'post',
    path: '/api/devices/act',
    words: {
      en: 'Suspends, resumes, revokes or retires devices. Their doors close within five seconds.',
      id: 'Menangguhkan, memulihkan, mencabut, atau memensiunkan perangkat. Pintunya tertutup dalam lima detik.',
    },
    token: 'api',
    body: deviceAct,
    answer: results(z.strictObject({ ...named, state: z.enum(DEVICE_STATES) })),
    problems: [400, 401, 403, 413, 415, 422],
    curl: [
      `$SMP/api/devices/act ${BEARER} ${JSON_BODY} -d '{"device_ids":["DEV-001"],"action":"suspend","reason":"lost"}'`,
    ],
  },
  {
    id: 'device-code',
    chapter: 'devices',
    method: 'post',
    path: '/api/devices/code',
    words: {
      en: 'Gives each device a new one-time code with its QR. Once it is redeemed, the token of before runs out in a quarter of an hour.',
      id: 'Memberi tiap perangkat kode sekali pakai baru beserta QR-nya. Setelah ditukar, token lama habis dalam seperempat jam.',
    },
    token: 'api',
    body: deviceCode,
    answer: results(z.strictObject({ ...named, market_id: z.string(), ...enrolment })),
    problems: [400, 401, 403, 413, 415, 422],
    curl: [`$SMP/api/devices/code ${BEARER} ${JSON_BODY} -d '{"device_ids":["DEV-001"]}'`],
  },
  {
    id: 'device-settings',
    chapter: 'devices',
    method: 'post',
    path: '/api/devices/settings',
    words: {
      en: 'Sets the group of devices, how often they report and which commodities; null leaves it to the device.',
      id: 'Mengatur kelompok perangkat, seberapa sering melapor, dan komoditasnya; null menyerahkannya kepada perangkat.',
    },
    token: 'api',
    body: deviceSettings,
    answer: results(z.strictObject({ ...named, group: z.string().nullable(), config })),
    problems: [400, 401, 403, 413, 415, 422],
    curl: [
      `$SMP/api/devices/settings ${BEARER} ${JSON_BODY} -d '{"device_ids":["DEV-001"],"interval_seconds":60}'`,
    ],
  },
  {
    id: 'device-person',
    chapter: 'devices',
    method: 'post',
    path: '/api/devices/person',
    words: {
      en: 'Says who reports with each device. Nobody decides on what they reported themselves.',
      id: 'Menetapkan siapa yang melapor dengan tiap perangkat. Tak seorang pun memutuskan laporannya sendiri.',
    },
    token: 'api',
    body: devicePerson,
    answer: results(z.strictObject({ ...named, person: z.string().nullable() })),
    problems: [400, 401, 403, 413, 415, 422],
    curl: [
      `$SMP/api/devices/person ${BEARER} ${JSON_BODY} -d '{"device_ids":["DEV-001"],"person":"siti@example.org"}'`,
    ],
  },
  {
    id: 'device-import',
    chapter: 'devices',
    method: 'post',
    path: '/api/devices/import',
    words: {
      en: 'Registers a list of devices as CSV. Each row is answered with its code, or with what is wrong.',
      id: 'Mendaftarkan daftar perangkat dalam bentuk CSV. Tiap baris dijawab dengan kodenya, atau dengan kesalahannya.',
    },
    token: 'api',
    body: deviceImport,
    answer: z.strictObject({
      registered: z.number().int(),
      refused: z.number().int(),
      results: z.array(
        z.union([
          z.strictObject({ line: z.number().int(), ...named, market_id: z.string(), ...enrolment }),
          refused.extend({ line: z.number().int(), market_id: z.string() }),
        ]),
      ),
    }),
    problems: [400, 401, 403, 413, 415, 422],
    curl: [
      `$SMP/api/devices/import ${BEARER} ${JSON_BODY} -d '{"csv":"market_id,device_id\\nPASAR-001,DEV-101\\n"}'`,
    ],
  },
  {
    id: 'device-config',
    chapter: 'devices',
    method: 'get',
    path: '/api/devices/config',
    words: {
      en: 'What a device is asked for; null leaves it to the device.',
      id: 'Yang diminta dari perangkat; null menyerahkannya kepada perangkat.',
    },
    token: 'device',
    answer: told,
    problems: [401, 403],
    curl: [`$SMP/api/devices/config ${BEARER}`],
  },
  {
    id: 'device-status',
    chapter: 'devices',
    method: 'post',
    path: '/api/devices/status',
    words: {
      en: 'What a device says of itself: battery, readings that wait, software, its clock.',
      id: 'Kabar perangkat tentang dirinya: baterai, laporan yang menunggu, perangkat lunak, jamnya.',
    },
    token: 'device',
    body: deviceStatus,
    answer: z.strictObject({ ok: z.literal(true) }),
    problems: [400, 401, 403, 413, 415, 422],
    curl: [`$SMP/api/devices/status ${BEARER} ${JSON_BODY} -d '{"battery":81,"queue_depth":0}'`],
  },
];
