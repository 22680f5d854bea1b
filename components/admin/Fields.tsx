'use client';

import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';
import { useFault } from './faults';

interface Shared {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

interface Told {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

/** A label, what belongs in the field, and what stands against what is in it. */
function Field(props: Shared & { readonly children: (told: Told) => ReactNode }) {
  const { name, label, hint, children } = props;
  const id = useId();
  const fault = useFault(name);
  const notes = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  const told: Told = {
    id,
    'aria-invalid': fault === null ? undefined : true,
    'aria-describedby': notes === '' ? undefined : notes,
  };
  return (
    <div className="field-block">
      <label htmlFor={id}>{label}</label>
      {children(told)}
      {hint ? (
        <p className="muted small" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p className="form-fault small" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
    </div>
  );
}

export function TextField(props: Shared & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>) {
  const { label, hint, ...input } = props;
  return (
    <Field name={props.name} label={label} hint={hint}>
      {(told) => <input className="input" autoComplete="off" {...input} {...told} />}
    </Field>
  );
}

interface FileProps extends Shared {
  readonly accept: string;
  /** Bytes. More would never reach the action that says so. */
  readonly most: number;
  readonly tooBig: string;
}

/** A file, which is weighed before it is sent. */
export function FileField({ most, tooBig, ...field }: FileProps) {
  return (
    <TextField
      {...field}
      type="file"
      required
      onChange={({ target }) => target.setCustomValidity((target.files?.[0]?.size ?? 0) > most ? tooBig : '')}
    />
  );
}

export function TextArea(props: Shared & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'>) {
  const { label, hint, ...input } = props;
  return (
    <Field name={props.name} label={label} hint={hint}>
      {(told) => <textarea className="input textarea" rows={3} {...input} {...told} />}
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface SelectProps extends Shared {
  readonly choices: readonly Choice[];
  readonly value?: string | undefined;
  /** What stands first, for nothing chosen. */
  readonly empty?: string | undefined;
}

export function SelectField({ choices, value, empty, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(told) => (
        <select
          className="input"
          name={field.name}
          defaultValue={value ?? (empty === undefined ? undefined : '')}
          {...told}
        >
          {empty === undefined ? null : <option value="">{empty}</option>}
          {choices.map((choice) => (
            <option value={choice.value} key={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckField({ name, label, checked }: { name: string; label: string; checked?: boolean }) {
  return (
    <label className="check">
      <input type="checkbox" name={name} value="on" defaultChecked={checked} />
      <span>{label}</span>
    </label>
  );
}
