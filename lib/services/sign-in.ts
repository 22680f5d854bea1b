import { isRole, type UserActor } from '@/lib/auth/actor';
import { checkPassword } from './password-hash';
import { passesSecondStep, type SecondStepDeps } from './second-step';
import { countSignIn } from './sign-in-throttle';

/** What was typed on the sign-in page. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code; empty at first. */
  readonly code: string;
}

export type SignInOutcome =
  | { readonly ok: true; readonly actor: UserActor }
  /**
   * `refused`: the same for an unknown address, a wrong password and a disabled person. `later`: too many
   * attempts, for this address (whoever has it) or from this network.
   */
  | { readonly ok: false; readonly reason: 'refused' | 'later' | 'code_needed' | 'code_wrong' };

const MAX_TYPED = 320;

/**
 * Whether somebody may come in by e-mail and password. It answers and works the same whoever exists; only
 * who knows the password learns that there is a second step.
 *
 * @param address network address of the browser
 */
export async function signIn(
  deps: SecondStepDeps,
  { email, password, code }: Credentials,
  address: string | null,
): Promise<SignInOutcome> {
  const name = email.slice(0, MAX_TYPED).trim().toLowerCase();
  const attempt = await countSignIn(deps.pool, name, address, deps.clock.now());
  if (attempt === null) return { ok: false, reason: 'later' };
  const user = await deps.db.user.findUnique({ where: { email: name } });
  const usable = user !== null && user.disabledAt === null && user.passwordHash !== '' ? user : null;
  const right = await checkPassword(usable?.passwordHash ?? null, password.slice(0, MAX_TYPED));
  if (!right || usable === null || !isRole(usable.role)) {
    await attempt.wrong(user?.id ?? null);
    return { ok: false, reason: 'refused' };
  }
  const { id, role, marketId, regionId, totpSecret, totpConfirmedAt } = usable;
  if (totpSecret !== null && totpConfirmedAt !== null) {
    if (code.trim() === '') {
      await attempt.undecided();
      return { ok: false, reason: 'code_needed' };
    }
    if (!(await passesSecondStep(deps, { id, totpSecret }, code.slice(0, MAX_TYPED)))) {
      await attempt.wrong(id);
      return { ok: false, reason: 'code_wrong' };
    }
  }
  await attempt.right();
  return { ok: true, actor: { kind: 'user', userId: id, role, marketId, regionId } };
}
