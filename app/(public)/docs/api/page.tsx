import './api.css';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { getRuntime } from '@/lib/runtime';
import { Door } from './door';
import { readDoors } from './read-doors';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('api');
  return { title: t('title') };
}

/** How to use the platform from a program: the OpenAPI document, told for people. */
export default async function ApiPage() {
  const [t, locale, address] = await Promise.all([getTranslations('api'), getLocale(), ownAddress()]);
  const chapters = readDoors(locale === 'en' ? 'en' : 'id');
  return (
    <main className="page prose api" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <p className="measure">
        {t.rich('document', { link: (text) => <a href="/api/openapi.json">{text}</a> })}
      </p>
      <nav aria-label={t('contents')}>
        <ul className="api-contents">
          {chapters.map(({ name, title }) => (
            <li key={name}>
              <a href={`#${name}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <section id="start">
        <h2>{t('start.title')}</h2>
        <p className="measure">{t('start.text')}</p>
        <pre className="api-code">
          <code>{`SMP=${address}\nTOKEN=…`}</code>
        </pre>
        <p className="measure">{t('start.errors')}</p>
        <p className="measure">{t('start.live')}</p>
      </section>
      {chapters.map(({ name, title, doors }) => (
        <section key={name} id={name}>
          <h2>{title}</h2>
          {doors.map((door) => (
            <Door key={door.id} door={door} />
          ))}
        </section>
      ))}
    </main>
  );
}

/** The configured address, else the one that the reader came by. */
async function ownAddress(): Promise<string> {
  const { publicUrl } = getRuntime().config;
  if (publicUrl !== null) return publicUrl.replace(/\/$/, '');
  return `http://${(await headers()).get('host') ?? 'localhost:3000'}`;
}
