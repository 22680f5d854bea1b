interface Props {
  readonly label: string;
  /** Words for no choice. */
  readonly all: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly children: readonly { readonly value: string; readonly text: string }[];
}

/** One of several, or all of them. */
export function Choice({ label, all, value, onChoose, children }: Props) {
  return (
    <label className="field field-wide">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{all}</option>
        {children.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
