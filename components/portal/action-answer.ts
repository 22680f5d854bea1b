/** What a form's server action says back, in the reader's language. */
export interface ActionAnswer {
  /** What stands against it. */
  readonly fault?: string;
  /** The field that it stands against, by its name in the form. */
  readonly field?: string;
  /** What was done. */
  readonly done?: string;
  /** Something that is shown this once. */
  readonly shown?: { readonly title: string; readonly lines: readonly string[] };
}

export type FormAction = (before: ActionAnswer | null, form: FormData) => Promise<ActionAnswer | null>;
