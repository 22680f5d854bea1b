'use client';

import { useLocale, useTranslations } from 'next-intl';
import { EditForm } from '@/components/admin/EditForm';
import type { SaveAction } from '@/components/admin/save-answer';
import { dayShort, type Locale, localDate } from '@/components/ui/format';

interface Certificate {
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string;
  readonly serial: string;
  /** ms since 1970. */
  readonly notAfter: number;
  readonly revokedAt: number | null;
}

interface Props {
  readonly deviceId: string;
  readonly certificates: readonly Certificate[];
  /** `null` for those who only read. */
  readonly revoke: SaveAction | null;
}

/** Certificates that a device may connect to the broker with, and how another one is made. */
export function CertificateList({ deviceId, certificates, revoke }: Props) {
  const t = useTranslations('devices.certificates');
  const locale = useLocale() as Locale;
  const day = (ms: number) => dayShort(localDate(ms, 'Asia/Jakarta'), locale);
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {certificates.length === 0 ? <p className="muted measure">{t('none')}</p> : null}
      <ul className="lines-list">
        {certificates.map(({ fingerprint, serial, notAfter, revokedAt }) => (
          <li key={fingerprint}>
            <div className="certificate">
              <p>
                {revokedAt === null
                  ? t('until', { day: day(notAfter) })
                  : t('revoked', { day: day(revokedAt) })}
              </p>
              <p className="muted small">
                {t('serial')} <code>{serial}</code>
              </p>
              <p className="muted small">
                {t('fingerprint')} <code>{fingerprint}</code>
              </p>
            </div>
            {revoke === null || revokedAt !== null ? null : (
              <EditForm
                action={revoke}
                send={t('revoke')}
                values={{ device: deviceId, fingerprint }}
                label={t('revokeOne', { serial })}
                quiet
              />
            )}
          </li>
        ))}
      </ul>
      <details className="certificate-how">
        <summary>{t('how')}</summary>
        <p className="measure">{t('howText')}</p>
        <pre className="certificate-code">
          <code>{`npm run smp -- certs ca\nnpm run smp -- certs server --host NAMA\nnpm run smp -- certs client ${deviceId}`}</code>
        </pre>
        <p className="measure muted small">{t('howThen', { device: deviceId })}</p>
      </details>
    </section>
  );
}
