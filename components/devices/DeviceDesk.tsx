'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { DEVICE_STATES, type DeviceState } from '@/lib/market/device-state';
import { DeviceTable, type ShownRow } from './DeviceTable';
import { EnrolmentSheets } from './EnrolmentSheets';
import { askDoor, type DoorResult, isEnrolment } from './enrolment';
import { ResultReport } from './ResultReport';
import { useRefusalWords } from './refusal-words';
import { type Good, SettingsFields } from './SettingsFields';
import { NOTHING_SAID, type SettingsSaid, settingsWish } from './settings-wish';

const ACTIONS = ['suspend', 'resume', 'revoke', 'retire', 'code', 'settings'] as const;
type Action = (typeof ACTIONS)[number] | 'person';
const CODE_MINUTES = 60;

export interface DeskFilter {
  readonly q: string;
  readonly state: DeviceState | '';
  readonly group: string;
  readonly silent: boolean;
}

/** Devices as a list, with what can be done to those that are chosen. Every act is confirmed. */
export function DeviceDesk(props: {
  readonly rows: readonly ShownRow[];
  readonly filter: DeskFilter;
  /** Address of the next page; `null` on the last. */
  readonly next: string | null;
  readonly mayManage: boolean;
  /** Whether they may say who reports with a device. */
  readonly mayHand: boolean;
  /** Commodities that devices may be asked for. */
  readonly goods: readonly Good[];
}) {
  const t = useTranslations('devices');
  const why = useRefusalWords();
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [action, setAction] = useState<Action>('suspend');
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState<SettingsSaid>(NOTHING_SAID);
  const [results, setResults] = useState<readonly DoorResult[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const shownIds = props.rows.map((row) => row.deviceId);
  const ids = shownIds.filter((id) => chosen.has(id));

  function ask(wanted: Action): void {
    setAction(wanted);
    setSaid('');
    setAsked(NOTHING_SAID);
    setFault(null);
    dialog.current?.showModal();
  }

  /** A refusal leaves the question open with all that was typed and chosen; so does no answer. */
  async function act(): Promise<void> {
    const { path, body } = wish(action, ids, said.trim(), asked);
    setBusy(true);
    const answer = await askDoor(path, body);
    setBusy(false);
    setFault(answer.ok ? null : why(answer.refusal));
    if (!answer.ok) return;
    dialog.current?.close();
    setResults(answer.results);
    setChosen(new Set(answer.results.filter((r) => r.status >= 300).map((r) => r.device_id)));
    router.refresh();
  }

  const enrolments = results.filter(isEnrolment);
  return (
    <>
      <form className="device-filter no-print" method="get">
        <label className="field field-wide">
          <span>{t('filter.q')}</span>
          <input className="input" name="q" defaultValue={props.filter.q} maxLength={64} />
        </label>
        <label className="field field-wide">
          <span>{t('filter.state')}</span>
          <select name="state" defaultValue={props.filter.state}>
            <option value="">{t('filter.all')}</option>
            {DEVICE_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`states.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field field-wide">
          <span>{t('filter.group')}</span>
          <input className="input" name="group" defaultValue={props.filter.group} maxLength={64} />
        </label>
        <label className="device-check">
          <input type="checkbox" name="silent" value="1" defaultChecked={props.filter.silent} />
          <span>{t('filter.silent')}</span>
        </label>
        <button type="submit" className="button button-main">
          {t('filter.show')}
        </button>
      </form>
      {results.length > 0 && <ResultReport results={results} />}
      {enrolments.length > 0 && <EnrolmentSheets enrolments={enrolments} />}
      {props.mayManage && (
        <fieldset className="device-actions no-print" disabled={ids.length === 0}>
          <legend className="small muted">{t('chosen', { count: ids.length })}</legend>
          {[...ACTIONS, ...(props.mayHand ? (['person'] as const) : [])].map((name) => (
            <button key={name} type="button" className="button" onClick={() => ask(name)}>
              {t(`actions.${name}`)}
            </button>
          ))}
        </fieldset>
      )}
      {props.mayManage && props.rows.length > 1 && (
        <label className="device-check no-print">
          <input
            type="checkbox"
            checked={ids.length === props.rows.length}
            onChange={() => setChosen(ids.length === props.rows.length ? new Set() : new Set(shownIds))}
          />
          <span>{t('pickAll', { count: props.rows.length })}</span>
        </label>
      )}
      <DeviceTable rows={props.rows} chosen={props.mayManage ? chosen : null} choose={setChosen} />
      {props.next !== null && (
        <p className="no-print">
          <a className="button" href={props.next}>
            {t('more')}
          </a>
        </p>
      )}
      <dialog ref={dialog} className="panel device-confirm" aria-labelledby="confirm-title">
        <h2 id="confirm-title">{t(`confirm.${action}`, { count: ids.length })}</h2>
        <p>{t(`means.${action}`)}</p>
        <p className="small muted device-confirm-ids">{ids.join(', ')}</p>
        {action === 'settings' && <SettingsFields said={asked} goods={props.goods} say={setAsked} />}
        {action !== 'code' && action !== 'settings' && (
          <label className="field field-wide">
            <span>{t(action === 'person' ? 'person' : 'reason')}</span>
            <input
              className="input"
              type={action === 'person' ? 'email' : 'text'}
              value={said}
              maxLength={action === 'person' ? 254 : 300}
              onChange={(event) => setSaid(event.target.value)}
            />
          </label>
        )}
        <p className="form-fault" role="alert">
          {fault ?? ''}
        </p>
        <div className="device-confirm-buttons">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {t('cancel')}
          </button>
          <button
            type="button"
            className="button button-main"
            disabled={busy || (action === 'settings' && settingsWish(asked) === null)}
            onClick={() => void act()}
          >
            {t(`actions.${action}`)}
          </button>
        </div>
      </dialog>
    </>
  );
}

/** What a door is asked with. @param said the reason, or the address of a person; may be empty */
function wish(
  action: Action,
  ids: readonly string[],
  said: string,
  asked: SettingsSaid,
): { path: string; body: object } {
  const device_ids = ids;
  if (action === 'settings')
    return { path: '/api/devices/settings', body: { device_ids, ...settingsWish(asked) } };
  if (action === 'code')
    return { path: '/api/devices/code', body: { device_ids, valid_minutes: CODE_MINUTES } };
  if (action === 'person')
    return { path: '/api/devices/person', body: { device_ids, person: said === '' ? null : said } };
  const reason = said === '' ? {} : { reason: said };
  return { path: '/api/devices/act', body: { device_ids, action, ...reason } };
}
