/** What a form's server action says back, in the reader's language. */
export interface SaveAnswer {
  /** What was done. */
  readonly done?: string;
  /** What stands against it; an empty field means the whole form. */
  readonly faults?: readonly { readonly field: string; readonly text: string }[];
  /** What should be known before it is done; sent again with `confirmed`, it is. */
  readonly ask?: SaveQuestion;
  /** Further facts about what was done, e.g. rows that were refused. */
  readonly lines?: readonly string[];
}

export interface SaveQuestion {
  readonly text: string;
  /** What is done after a yes, when nothing is saved. */
  readonly yes?: string;
  readonly lines?: readonly string[];
}

export type SaveAction = (before: SaveAnswer | null, form: FormData) => Promise<SaveAnswer>;
