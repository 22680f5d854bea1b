'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { csvCell } from '@/lib/market/csv-cell';
import { EnrolmentSheets } from './EnrolmentSheets';
import { askDoor, type DoorResult, isEnrolment } from './enrolment';
import { ResultReport } from './ResultReport';
import { useRefusalWords } from './refusal-words';

export interface MarketChoice {
  readonly code: string;
  readonly name: string;
}

const ONE_MINUTES = 60;
const LIST_MINUTES = 7 * 24 * 60;
/** Fields of the form, in the order of the columns. */
const COLUMNS = ['market', 'device', 'role', 'group', 'person'];
const HEADER = 'market_id,device_id,role,group,person';

/** One device by a form, or many by a list; then their codes to scan or to print. */
export function RegisterDevices({ markets }: { readonly markets: readonly MarketChoice[] }) {
  const t = useTranslations('devices.register');
  const why = useRefusalWords();
  const [results, setResults] = useState<readonly DoorResult[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const outcome = useRef<HTMLDivElement>(null);
  // It stands below both forms, which fill more than the screen of a phone.
  useEffect(() => {
    if (results.length === 0 && fault === null) return;
    outcome.current?.scrollIntoView({ block: 'start' });
    outcome.current?.focus({ preventScroll: true });
  }, [results, fault]);

  async function send(csv: string, minutes: number): Promise<void> {
    setBusy(true);
    setFault(null);
    const answer = await askDoor('/api/devices/import', { csv, valid_minutes: minutes });
    setBusy(false);
    if (answer.ok) setResults(answer.results);
    else setFault(why(answer.refusal));
  }

  function one(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const cells = COLUMNS.map((name) => csvCell(String(form.get(name) ?? '')));
    void send(`${HEADER}\n${cells.join(',')}\n`, ONE_MINUTES);
  }

  async function many(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get('file');
    const text = file instanceof File && file.size > 0 ? await file.text() : String(form.get('list') ?? '');
    await send(text, LIST_MINUTES);
  }

  const enrolments = results.filter(isEnrolment);
  return (
    <>
      <div className="register no-print">
        <form className="panel stack" onSubmit={one}>
          <h2>{t('one')}</h2>
          <label className="field field-wide">
            <span>{t('device')}</span>
            <input
              className="input"
              name="device"
              required
              maxLength={64}
              pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
              title={t('deviceHint')}
              autoComplete="off"
            />
            <span className="small muted">{t('deviceHint')}</span>
          </label>
          <label className="field field-wide">
            <span>{t('market')}</span>
            <select name="market" required defaultValue="">
              <option value="" disabled>
                {t('choose')}
              </option>
              {markets.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name} ({code})
                </option>
              ))}
            </select>
          </label>
          <label className="field field-wide">
            <span>{t('role')}</span>
            <select name="role" defaultValue="operator">
              <option value="operator">{t('roles.operator')}</option>
              <option value="enumerator">{t('roles.enumerator')}</option>
            </select>
          </label>
          <label className="field field-wide">
            <span>{t('group')}</span>
            <input className="input" name="group" maxLength={64} autoComplete="off" />
          </label>
          <label className="field field-wide">
            <span>{t('person')}</span>
            <input className="input" name="person" type="email" maxLength={254} autoComplete="off" />
            <span className="small muted">{t('personHint')}</span>
          </label>
          <button type="submit" className="button button-main" disabled={busy}>
            {busy ? t('sending') : t('submit')}
          </button>
        </form>
        <form className="panel stack" onSubmit={(event) => void many(event)}>
          <h2>{t('many')}</h2>
          <p className="small muted">{t('manyHint')}</p>
          <label className="field field-wide">
            <span>{t('file')}</span>
            <input className="input" name="file" type="file" accept=".csv,text/csv" />
          </label>
          <label className="field field-wide">
            <span>{t('list')}</span>
            <textarea
              className="input"
              name="list"
              rows={7}
              placeholder={`${HEADER}\nPASAR-001,DEV-101,operator,utara,`}
            />
          </label>
          <button type="submit" className="button button-main" disabled={busy}>
            {busy ? t('sending') : t('submitList')}
          </button>
        </form>
      </div>
      <div className="no-print" ref={outcome} tabIndex={-1}>
        {fault !== null && (
          <p className="form-fault" role="alert">
            {fault}
          </p>
        )}
        {results.length > 0 && <ResultReport results={results} />}
      </div>
      {enrolments.length > 0 && <EnrolmentSheets enrolments={enrolments} />}
    </>
  );
}
