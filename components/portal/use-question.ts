import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

interface Question {
  /** For what asks; it takes the focus. */
  readonly question: RefObject<HTMLDivElement | null>;
  /** For the button that the question stands in the place of. */
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly no: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A question that takes the place of its button: the focus goes to it, so that it is heard, and back to the button after a
 * no, for which Escape stands as well.
 */
export function useQuestion(asked: boolean, putAway: () => void): Question {
  const question = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const refused = useRef(false);
  useEffect(() => {
    if (asked) question.current?.focus();
    else if (refused.current) opener.current?.focus();
    refused.current = false;
  }, [asked]);
  const no = () => {
    refused.current = true;
    putAway();
  };
  return {
    question,
    opener,
    no,
    onKeyDown: (event) => {
      if (event.key === 'Escape') no();
    },
  };
}
