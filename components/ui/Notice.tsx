import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly text: string;
  /** What the reader can do about it. */
  readonly children?: ReactNode;
  readonly tone?: 'calm' | 'warn';
}

/** Empty, stale, offline and error states: what it is, why, and what to do. */
export function Notice({ title, text, children, tone = 'calm' }: Props) {
  return (
    <div className={`notice notice-${tone}`} role="status">
      <p className="notice-title">{title}</p>
      <p className="muted measure">{text}</p>
      {children ? <div className="notice-actions">{children}</div> : null}
    </div>
  );
}
