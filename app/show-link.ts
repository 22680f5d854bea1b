import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import type { ActionAnswer } from '@/components/portal/action-answer';
import { getRuntime } from '@/lib/runtime';
import { deliverLink } from '@/lib/services/deliver-link';
import type { InvitedPerson } from '@/lib/services/invite-person';

/**
 * Sends a link by mail, or shows it to whoever made it. Mail goes out only with a configured public address: the
 * name in a request is the sender's word.
 */
export async function showLink({ email, name, link }: InvitedPerson): Promise<ActionAnswer> {
  const { config, mailer, log } = getRuntime();
  const t = await getTranslations('people.link');
  const origin = config.publicUrl ?? `http://${(await headers()).get('host') ?? 'localhost'}`;
  const by = { mailer: config.publicUrl === null ? null : mailer, log };
  const delivery = await deliverLink(by, { email, name }, link, origin);
  if (delivery.sent) return { done: t('sent', { email }) };
  const title = t(delivery.tried ? 'notSent' : 'shown', { name, email });
  return { shown: { title, lines: [delivery.url] } };
}
