import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords that people use, in lower case; 49,000 of them, so made once by whoever keeps state. */
export function readCommonPasswords(): ReadonlySet<string> {
  return new Set(dictionary['passwords-common'].map((password) => String(password).toLowerCase()));
}
