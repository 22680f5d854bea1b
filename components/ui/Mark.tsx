/** The mark of the platform, as large as a line of the top. */
export function Mark() {
  return (
    <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
      <rect x="1" y="1" width="26" height="26" rx="7" fill="var(--brand)" />
      <path d="M7 18.5 11.5 13l3.5 3 6-7.5" fill="none" stroke="var(--on-brand)" strokeWidth="2.4" />
      <circle cx="21" cy="8.5" r="2.4" fill="var(--on-brand)" />
    </svg>
  );
}
