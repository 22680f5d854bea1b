'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { saving, textOf } from '@/app/admin-save';
import { requireActor } from '@/app/portal-actor';
import type { SaveAnswer } from '@/components/admin/save-answer';
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
