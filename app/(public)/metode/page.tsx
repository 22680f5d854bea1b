import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

/** Chapters of the page, in reading order; each has a title and paragraphs in the messages. */
const CHAPTERS = [
  'source',
  'judge',
  'mean',
  'impact',
  'reference',
  'states',
  'ledger',
  'forecast',
  'limits',
] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('method');
  return { title: t('title') };
}

export default async function MethodPage() {
  const t = await getTranslations('method');
  return (
    <main className="page prose" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      {CHAPTERS.map((chapter) => (
        <section key={chapter} id={chapter}>
          <h2>{t(`${chapter}.title`)}</h2>
          <p className="measure">{t(`${chapter}.text`)}</p>
        </section>
      ))}
    </main>
  );
}
