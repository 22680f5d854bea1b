'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import { commodityName } from '@/app/admin-choices';
import { isConfirmed, saving, textOf } from '@/app/admin-save';
import { requireActor } from '@/app/portal-actor';
import type { SaveAnswer, SaveQuestion } from '@/components/admin/save-answer';
import { isLocale } from '@/components/ui/format';
import { alertClosing, alertTriggerBody } from '@/lib/http/alerts';
import { getRuntime } from '@/lib/runtime';
import { closeAlert } from '@/lib/services/close-alert';
import { triggerAlert } from '@/lib/services/trigger-alert';

const HERE = '/portal/peringatan';

/** What of a form was filled in. */
function filled(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, textOf(form, name)]).filter(([, text]) => text !== ''),
  );
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly maximum?: unknown;
}

async function faults(issues: readonly Issue[]): Promise<SaveAnswer> {
  const t = await getTranslations('alertDesk');
  const words = ({ path: [field], code, maximum }: Issue) => {
    if (field !== 'message' && field !== 'message_en' && field !== 'source' && field !== 'reason')
      return t('notThere');
    return code === 'too_big' ? t('tooLong', { most: String(maximum) }) : t('tooShort');
  };
  return { faults: issues.map((issue) => ({ field: String(issue.path[0] ?? ''), text: words(issue) })) };
}

/** What everybody will read, once more before they do: nobody can unread it. */
async function inWords(said: z.infer<typeof alertTriggerBody>): Promise<SaveQuestion> {
  const [t, levels, locale] = await Promise.all([
    getTranslations('alertDesk'),
    getTranslations('alerts.levels'),
    getLocale(),
  ]);
  const { marketByCode, regions } = getRuntime().catalog();
  const market = said.market_id === undefined ? undefined : marketByCode.get(said.market_id)?.name;
  const region = said.region === undefined ? undefined : regions.get(said.region)?.name;
  const goods =
    said.commodity === undefined
      ? t('allCommodities')
      : commodityName(said.commodity, isLocale(locale) ? locale : 'id');
  return {
    text: t('ask', { level: levels(said.level), place: market ?? region ?? t('nation'), goods }),
    yes: t('send'),
    lines: [said.message, ...(said.message_en === undefined ? [] : [said.message_en])],
  };
}

/** First says who will see it; publishes once that was confirmed. */
export async function raiseAlert(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('raise alerts');
  return saving(async () => {
    const t = await getTranslations('alertDesk');
    const { region, ...said } = filled(form, [
      'level',
      'message',
      'message_en',
      'source',
      'commodity',
      'region',
      'market_id',
    ]);
    const parsed = alertTriggerBody.safeParse({
      ...said,
      ...(region === undefined ? {} : { region: Number(region) }),
    });
    if (!parsed.success) return faults(parsed.error.issues);
    if (!isConfirmed(form)) return { ask: await inWords(parsed.data) };
    const { level, message, source, message_en, commodity, market_id, region: regionId } = parsed.data;
    await triggerAlert(getRuntime(), actor, {
      level,
      message,
      source,
      ...(message_en === undefined ? {} : { message_en }),
      ...(commodity === undefined ? {} : { commodity }),
      ...(market_id === undefined ? {} : { market_id }),
      ...(regionId === undefined ? {} : { region: regionId }),
    });
    revalidatePath(HERE);
    return { done: t('raised') };
  });
}

export async function endAlert(_before: SaveAnswer | null, form: FormData): Promise<SaveAnswer> {
  const { actor } = await requireActor('handle alerts');
  return saving(async () => {
    const t = await getTranslations('alertDesk');
    const parsed = alertClosing.safeParse({ id: textOf(form, 'id'), reason: textOf(form, 'reason') });
    if (!parsed.success) return faults(parsed.error.issues);
    await closeAlert(getRuntime(), actor, parsed.data.id, parsed.data.reason);
    revalidatePath(HERE);
    return { done: t('ended') };
  });
}
