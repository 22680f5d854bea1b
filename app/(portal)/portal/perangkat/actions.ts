'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { readVisit, requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
import { getRuntime } from '@/lib/runtime';
import { revokeDeviceCertificate } from '@/lib/services/device-certificates';
import { refusal } from '@/lib/services/refusals';
import { setDevice } from '@/lib/services/set-device';

const HERE = '/portal/perangkat';
const MOST_SECONDS = 604_800;
const MOST_GROUP = 64;

/** What is asked of a device; it hears of it at once by MQTT, within a minute by HTTP. */
export async function keepSettings(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('manage devices');
  return saving(async () => {
    const deviceId = textOf(form, 'device');
    const group = textOf(form, 'group').trim();
    if (group.length > MOST_GROUP) throw refusal('group', 'bad_group', 'Use at most 64 characters.');
    const wanted = form.getAll('commodities').filter((code) => typeof code === 'string');
    await setDevice(getRuntime(), actor, {
      deviceId,
      settings: {
        group: group === '' ? null : group,
        intervalSeconds: readInterval(textOf(form, 'interval')),
        commodities: wanted.length === 0 ? null : wanted,
      },
      requestId: (await readVisit()).requestId,
    });
    await getRuntime().devices.refresh();
    revalidatePath(HERE, 'layout');
    return { done: (await getTranslations('devices.one'))('saved') };
  });
}

/** Whole seconds; empty leaves it to the device. */
function readInterval(said: string): number | null {
  const text = said.trim();
  if (text === '') return null;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  throw refusal('interval', 'bad_interval', 'Write whole seconds from 1 to 604800, or nothing.');
}

/** Asks once, then refuses a certificate for good. */
export async function revokeCertificate(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('manage devices');
  return saving(async () => {
    const t = await getTranslations('devices.certificates');
    if (!isConfirmed(form)) return { ask: { text: t('sure'), yes: t('revoke') } };
    const runtime = getRuntime();
    const which = { deviceId: textOf(form, 'device'), fingerprint: textOf(form, 'fingerprint') };
    await revokeDeviceCertificate(runtime, actor, which);
    await runtime.revokedCertificates.refresh();
    revalidatePath(HERE, 'layout');
    return { done: t('done') };
  });
}
