import { useStill } from '@/components/ui/use-still';
import { AlertGroupRow } from './AlertGroupRow';
import { AlertRow } from './AlertRow';
import type { AlertGroup } from './group-alerts';

interface Props {
  readonly groups: readonly AlertGroup[];
  /** A commodity's name by its code. */
  readonly nameOf: (commodity: string) => string;
}

/**
 * Alerts by what they are about: many of one kind as a line that opens, a lone one as itself. Lines come, go and change
 * places only while the keyboard is elsewhere; what they say goes on moving.
 */
export function AlertGroups({ groups: newest, nameOf }: Props) {
  const { value: held, hold } = useStill(newest);
  const known = new Map(newest.map((group) => [group.key, group]));
  const groups = held.map((group) => known.get(group.key) ?? group);
  return (
    <ul className="alerts" {...hold}>
      {groups.map((group) =>
        group.alerts.length === 1 ? (
          <AlertRow key={group.key} alert={group.alerts[0]} />
        ) : (
          <AlertGroupRow key={group.key} group={group} nameOf={nameOf} />
        ),
      )}
    </ul>
  );
}
