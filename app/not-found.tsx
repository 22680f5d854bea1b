import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Mark } from '@/components/ui/Mark';
import { NothingHere } from './nothing-here';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notFound');
  return { title: t('title') };
}

/**
 * For an address that no part of the site knows. Every page is sent with this one inside, so it has no script, no words
 * for the browser and no live connection of its own.
 */
export default async function NotFound() {
  const t = await getTranslations('nav');
  return (
    <>
      <header className="top">
        <div className="top-row">
          <a href="/" className="mark" aria-label={t('home')}>
            <Mark />
            <span className="mark-name">Smart Market Platform</span>
          </a>
        </div>
      </header>
      <NothingHere />
    </>
  );
}
