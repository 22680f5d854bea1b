'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { EnrolmentSheets } from '../EnrolmentSheets';
import { askDoor, type DoorResult, isEnrolment } from '../enrolment';
import { useRefusalWords } from '../refusal-words';
import type { Good } from '../SettingsFields';
import { HandedReport } from './HandedReport';
import { type HandedIn, handIn } from './hand-in';
import { type PhoneQueue, queueOf, readPhoneQueue } from './phone-queue';

/** The phone is registered anew afterwards, by whoever has it at hand. */
const PHONE_MINUTES = 60;

interface Chosen {
  readonly own: PhoneQueue;
  readonly others: readonly string[];
}

interface Props {
  readonly deviceId: string;
  /** Names of commodities. */
  readonly goods: readonly Good[];
}

/** A phone's exported queue, sent for a phone that cannot send it any more. */
export function HandInQueue({ deviceId, goods }: Props) {
  const t = useTranslations('devices.handIn');
  const why = useRefusalWords();
  const title = useId();
  const [chosen, setChosen] = useState<Chosen | 'notAQueue' | null>(null);
  const [drafts, setDrafts] = useState(false);
  const [answered, setAnswered] = useState<number | null>(null);
  const [handed, setHanded] = useState<HandedIn | null>(null);
  const [codes, setCodes] = useState<readonly DoorResult[]>([]);

  async function choose(file: File | undefined): Promise<void> {
    setHanded(null);
    setCodes([]);
    setDrafts(false);
    if (file === undefined) return setChosen(null);
    const queue = readPhoneQueue(await file.text());
    setChosen(queue === null ? 'notAQueue' : queueOf(queue, deviceId));
  }

  async function send({ own }: Chosen): Promise<void> {
    setAnswered(0);
    setHanded(null);
    const readings = drafts ? [...own.readings, ...own.drafts] : own.readings;
    const result = await handIn(deviceId, { readings, appeals: own.appeals }, setAnswered);
    setAnswered(null);
    setHanded(result);
    if (result.stopped !== null) return;
    const again = await askDoor('/api/devices/code', {
      device_ids: [deviceId],
      valid_minutes: PHONE_MINUTES,
    });
    setCodes(again.ok ? again.results : []);
  }

  const queue = chosen === null || chosen === 'notAQueue' ? null : chosen;
  const count = queue === null ? 0 : queue.own.readings.length + (drafts ? queue.own.drafts.length : 0);
  const nothing = queue !== null && count + queue.own.appeals.length === 0;
  return (
    <section className="panel stack" aria-labelledby={title}>
      <h2 id={title}>{t('title')}</h2>
      <p className="muted measure">{t('how')}</p>
      <label className="field field-wide no-print">
        <span>{t('file')}</span>
        <input
          className="input"
          type="file"
          accept=".json,application/json"
          disabled={answered !== null}
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </label>
      {chosen === 'notAQueue' && (
        <p className="form-fault" role="alert">
          {t('notAQueue')}
        </p>
      )}
      {queue !== null && (
        <>
          {queue.others.length > 0 && (
            <p className="measure">{t('others', { devices: queue.others.join(', ') })}</p>
          )}
          {queue.own.drafts.length > 0 && (
            <label className="check">
              <input
                type="checkbox"
                checked={drafts}
                disabled={answered !== null}
                onChange={() => setDrafts(!drafts)}
              />
              <span>{t('drafts', { count: queue.own.drafts.length })}</span>
            </label>
          )}
          <p>
            {nothing
              ? t('nothing', { device: deviceId })
              : t('holds', { prices: count, appeals: queue.own.appeals.length })}
          </p>
          {!nothing && <p className="muted measure">{t('means')}</p>}
          <p>
            <button
              type="button"
              className="button button-main"
              disabled={nothing || answered !== null}
              onClick={() => void send(queue)}
            >
              {answered === null ? t('send') : t('sending', { done: answered, count })}
            </button>
          </p>
        </>
      )}
      {handed !== null && handed.stopped !== null && (
        <p className="form-fault" role="alert">
          {why(handed.stopped)} {t('again')}
        </p>
      )}
      {handed !== null && <HandedReport handed={handed} goods={goods} />}
      {codes.some(isEnrolment) && <EnrolmentSheets enrolments={codes.filter(isEnrolment)} />}
    </section>
  );
}
