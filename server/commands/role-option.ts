import { Option } from 'commander';
import { ROLES } from '@/lib/auth/actor';

/** Everybody has the role of the public; it is given to nobody. */
const GIVEN = ROLES.filter((role) => role !== 'public');

/** `--role`, which must be there; another role than these is answered with all that there are. */
export function roleOption(): Option {
  return new Option('--role <role>', 'what they may do').choices(GIVEN).makeOptionMandatory();
}
