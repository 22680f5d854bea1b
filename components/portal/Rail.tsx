'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

export interface RailEntry {
  readonly path: string;
  readonly text: string;
}

const plain = (path: string) => path.replace(/\/$/, '');

/**
 * The pages that somebody may open: a column on a desk; on a phone a line that scrolls sideways, with
 * the page that is open in its middle.
 */
export function Rail({ label, entries }: { readonly label: string; readonly entries: readonly RailEntry[] }) {
  const here = plain(usePathname());
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current entry
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current == null || current == null) return;
    const { left, width } = current.getBoundingClientRect();
    const frame = nav.current.getBoundingClientRect();
    nav.current.scrollLeft += left - frame.left - (frame.width - width) / 2;
  }, [here]);
  const within = (path: string) => here === path || (path !== '/portal' && here.startsWith(`${path}/`));
  return (
    <nav ref={nav} className="rail" aria-label={label}>
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
