import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import { readAlert } from '@/lib/store/alerts/alert-rows';
import { withAlerts } from '@/lib/store/alerts/write-alerts';
import type { AlertFeed } from './alert-feed';
import { sealAct } from './seal-act';

/**
 * Ends an alert that was raised by hand.
 *
 * @throws SmpError NOT_FOUND, FORBIDDEN, CONFLICT when it is closed already or ends by itself
 */
export async function closeAlert(
  deps: { readonly pool: Pool; readonly clock: Clock; readonly alerts: AlertFeed },
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  const at = deps.clock.now();
  await withAlerts(deps.pool, true, async (writer) => {
    const held = await readAlert(writer.client, id);
    if (held === null) throw new SmpError('NOT_FOUND', 'There is no such alert.');
    if (!may(actor, 'handle alerts', held))
      throw new SmpError('FORBIDDEN', 'Only officials of this place may close its alerts.');
    if (held.state === 'closed') throw new SmpError('CONFLICT', 'This alert is closed already.');
    if (held.kind !== 'manual')
      throw new SmpError('CONFLICT', 'This alert rests on prices and ends by itself when they do.');
    await writer.close([id], at);
    await sealAct(writer.ledger, actor, {
      at,
      action: 'alert.close',
      subject: `alert:${id}`,
      before: { state: 'open' },
      after: { state: 'closed', reason },
      requestId: null,
    });
  });
  await deps.alerts.refresh();
}
