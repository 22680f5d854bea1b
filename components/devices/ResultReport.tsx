'use client';

import { useTranslations } from 'next-intl';
import type { DoorResult } from './enrolment';
import { useRefusalWords } from './refusal-words';

/** What was refused, row by row, with the reason. */
export function ResultReport({ results }: { readonly results: readonly DoorResult[] }) {
  const t = useTranslations('devices.report');
  const why = useRefusalWords();
  const refused = results.filter((r) => r.status >= 300);
  // One alone came of a form, or of the device itself, and not of a list with lines.
  const listed = results.length > 1 && results.some(({ line }) => line !== undefined);
  return (
    <div className="report" role="status">
      <p>{t('count', { done: results.length - refused.length, refused: refused.length })}</p>
      {refused.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              {listed ? <th scope="col">{t('line')}</th> : null}
              <th scope="col">{t('device')}</th>
              <th scope="col">{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {refused.map((r) => (
              <tr key={`${r.line ?? ''} ${r.device_id}`}>
                {listed ? <td className="num">{r.line ?? '–'}</td> : null}
                <td>
                  <span className="ident">{r.device_id || '–'}</span>
                </td>
                <td>{why(r)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
