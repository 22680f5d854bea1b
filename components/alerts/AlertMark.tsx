import { useTranslations } from 'next-intl';
import { Icon, type IconName } from '@/components/ui/icons';
import type { AlertKind, AlertLevel } from '@/lib/market/alert';

const ICONS: Readonly<Record<AlertKind, IconName>> = {
  impact: 'chart',
  reference: 'bell',
  silent: 'clock',
  manual: 'flag',
  device: 'link',
};

interface Props {
  readonly kind: AlertKind;
  readonly level: AlertLevel;
}

/** How urgent an alert is, in word and colour, with a picture of what it is about. */
export function AlertMark({ kind, level }: Props) {
  const t = useTranslations('alerts.levels');
  return (
    <span className="alert-level">
      <Icon name={ICONS[kind]} />
      {t(level)}
    </span>
  );
}
