import { useTranslations } from 'next-intl';
import type { RailEntry } from './Rail';
import { SignOut } from './SignOut';

interface Props {
  readonly name: string;
  readonly role: string;
  /** Name of the market or region; `null` for the nation. */
  readonly place: string | null;
  readonly own: readonly RailEntry[];
  readonly signOut: () => Promise<void>;
}

/** Who is signed in, as what, and for where. */
export function PersonCard({ name, role, place, own, signOut }: Props) {
  const t = useTranslations('portal');
  return (
    <div className="person">
      <p className="person-name">{name}</p>
      <p className="muted small">
        {t(`roles.${role}`)} · {place ?? t('nation')}
      </p>
      <ul className="person-links">
        {own.map(({ path, text }) => (
          <li key={path}>
            <a href={path}>{text}</a>
          </li>
        ))}
        <li>
          <SignOut signOut={signOut} />
        </li>
      </ul>
    </div>
  );
}
