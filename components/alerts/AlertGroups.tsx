import { AlertGroupRow } from './AlertGroupRow';
import { AlertRow } from './AlertRow';
import type { AlertGroup } from './group-alerts';

interface Props {
  readonly groups: readonly AlertGroup[];
  /** A commodity's name by its code. */
  readonly nameOf: (commodity: string) => string;
}

/** Alerts by what they are about: many of one kind as a line that opens, a lone one as itself. */
export function AlertGroups({ groups, nameOf }: Props) {
  return (
    <ul className="alerts">
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
