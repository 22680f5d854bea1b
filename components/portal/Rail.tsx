'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

export interface RailEntry {
  readonly path: string;
  readonly text: string;
}

const plain = (path: string) => path.replace(/\/$/, '');

/** The pages that somebody may open: a column on a desk, a line that scrolls sideways on a phone. */
export function Rail({ label, entries }: { readonly label: string; readonly entries: readonly RailEntry[] }) {
  const here = plain(usePathname());
  const within = (path: string) => here === path || (path !== '/portal' && here.startsWith(`${path}/`));
  return (
    <nav className="rail" aria-label={label}>
      <ul>
        {entries.map(({ path, text }) => (
          <li key={path}>
            <Link href={path} prefetch={false} aria-current={within(path) ? 'page' : undefined}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
