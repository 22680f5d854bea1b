import type { UserActor } from './actor';

/** A person whose session lives. */
export interface SignedIn {
  readonly actor: UserActor;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  /** Until it is changed, nothing else may be done. */
  readonly mustChangePassword: boolean;
}
