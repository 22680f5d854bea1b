interface Props {
  readonly label: string;
  /** As in an input's `accept`. */
  readonly accept?: string;
  /** Nothing when the choice was cancelled. The same file may be chosen again. */
  readonly onFile: (file: File | undefined) => void;
}

/** A button that asks for a file of this device, which stays here. */
export function GiveFile({ label, accept, onFile }: Props) {
  return (
    <label className="button give-file">
      {label}
      <input
        type="file"
        className="hidden-visually"
        accept={accept}
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
