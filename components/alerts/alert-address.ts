import { ALERT_LEVELS, PUBLIC_ALERT_KINDS } from '@/lib/market/alert';
import type { AlertWish } from './use-alert-wish';

const PAGE = '/peringatan';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Known {
  readonly commodity: (code: string) => boolean;
  /** @param number of a province, as written */
  readonly region: (number: string) => boolean;
}

/** What an address asks for; what it names that nobody knows is left open. */
export function readAlertWish(asked: Query, known: Known): AlertWish {
  const word = (name: keyof AlertWish, isKnown: (said: string) => boolean) => {
    const said = asked[name];
    return typeof said === 'string' && isKnown(said) ? said : '';
  };
  return {
    kind: word('kind', (said) => PUBLIC_ALERT_KINDS.some((kind) => kind === said)),
    level: word('level', (said) => ALERT_LEVELS.some((level) => level === said)),
    commodity: word('commodity', known.commodity),
    region: word('region', known.region),
  };
}

/** Address of the page that shows exactly these alerts, to pass on and to come back to. */
export function alertAddress(wish: AlertWish): string {
  const params = new URLSearchParams(Object.entries(wish).filter(([, word]) => word !== ''));
  return params.size === 0 ? PAGE : `${PAGE}?${params}`;
}
