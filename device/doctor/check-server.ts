import { type Answer, ask } from '../http-client';
import type { OwnKey } from '../own-key';
import type { Credentials } from '../token-file';
import { type Finding, fine, said, wrong } from './check';

/** The server refuses readings from further ahead than five minutes. */
const CLOCK_WARN_MS = 60_000;
const SOON_MS = 14 * 86_400_000;

export function checkServer(server: string, answer: Answer): Finding {
  const what = said('Server', 'Server');
  if (answer.kind === 'none') {
    return wrong(
      what,
      said(`${server} tidak terjangkau (${answer.why}).`, `${server} cannot be reached (${answer.why}).`),
      said(
        'Periksa kabel, Wi-Fi atau kartu SIM, lalu alamat server. Data tetap aman di antrean.',
        'Check cable, Wi-Fi or SIM card, then the address. Readings are safe in the queue.',
      ),
    );
  }
  if (answer.status === 200) return fine(what, said(`${server} menjawab.`, `${server} answers.`));
  if (answer.status === 503) {
    return wrong(
      what,
      said(`${server} sedang tidak dapat menyimpan.`, `${server} cannot store anything now.`),
      said('Tunggu; pengiriman berlanjut sendiri.', 'Wait; sending goes on by itself.'),
    );
  }
  return wrong(
    what,
    said(
      `${server} menjawab ${answer.status}, bukan sebagai server SMP.`,
      `${server} answers ${answer.status}, not as an SMP server does.`,
    ),
    said(
      'Periksa alamat; mungkin ada halaman masuk Wi-Fi di antaranya.',
      "Check the address; a Wi-Fi network's login page may be in between.",
    ),
  );
}

export function checkClock(answer: Answer): readonly Finding[] {
  if (answer.kind === 'none' || answer.clockAhead === null) return [];
  const what = said('Jam', 'Clock');
  const seconds = Math.round(answer.clockAhead / 1000);
  if (Math.abs(answer.clockAhead) <= CLOCK_WARN_MS) {
    return [fine(what, said(`Selisih ${seconds} detik.`, `Off by ${seconds} s.`))];
  }
  const far = Math.abs(seconds);
  return [
    wrong(
      what,
      seconds > 0
        ? said(`Jam terlalu cepat ${far} detik.`, `The clock is ${far} s ahead.`)
        : said(`Jam terlambat ${far} detik.`, `The clock is ${far} s behind.`),
      said('Nyalakan NTP: sudo timedatectl set-ntp true', 'Switch NTP on: sudo timedatectl set-ntp true'),
    ),
  ];
}

/** Shows the token at a door that stores nothing: an empty body is refused only after the token was looked at. */
export async function checkToken(
  server: string,
  held: Credentials,
  key: OwnKey | null,
  reachable: boolean,
): Promise<Finding> {
  const what = said('Token', 'Token');
  const again = said(
    'Minta kode baru kepada administrator, lalu: smp device --register --server URL --code KODE',
    'Ask your administrator for a new code, then: smp device --register --server URL --code CODE',
  );
  const left = Date.parse(held.expires_at) - Date.now();
  if (!(left > 0)) {
    const day = held.expires_at.slice(0, 10);
    return wrong(what, said(`Kedaluwarsa sejak ${day}.`, `Expired on ${day}.`), again);
  }
  const answer = reachable ? await probe(server, held, key) : null;
  if (answer?.kind === 'answer' && (answer.status === 401 || answer.status === 403)) {
    const why = answer.problem?.detail ?? String(answer.status);
    return wrong(what, said(`Server menolak token: ${why}`, `The server refuses the token: ${why}`), again);
  }
  const days = Math.floor(left / 86_400_000);
  const found = said(
    `${held.device_id} di ${held.market_id}, berlaku ${days} hari lagi.`,
    `${held.device_id} at ${held.market_id}, valid for ${days} days more.`,
  );
  if (left > SOON_MS) return fine(what, found);
  return wrong(
    what,
    found,
    said(
      'Jalankan perangkat selagi ada jaringan; token diperbarui sendiri.',
      'Run the client while there is a network; it renews the token by itself.',
    ),
  );
}

function probe(server: string, held: Credentials, key: OwnKey | null): Promise<Answer> {
  const body = Buffer.from('{}');
  return ask(`${server}/ingest`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${held.token}`,
      'content-type': 'application/json',
      ...(key === null ? {} : { 'x-smp-signature': key.sign(body) }),
    },
    timeoutMs: 10_000,
  });
}
