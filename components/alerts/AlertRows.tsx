import type { AlertNews } from '@/lib/live/alert-news';
import { AlertRow } from './AlertRow';

/** Alerts one below the other. */
export function AlertRows({ alerts }: { readonly alerts: readonly AlertNews[] }) {
  return (
    <ul className="alerts">
      {alerts.map((alert) => (
        <AlertRow key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}
