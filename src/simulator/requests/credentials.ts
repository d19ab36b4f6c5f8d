import { alphanumerics, lowerAlphanumerics, nameHash, text } from './random.js';

/** Keys of the pretended project. They have the length of real ones and say that they aren't. */
export interface Credentials {
  readonly accessId: string;
  readonly accessSecret: string;
  readonly schema: string;
  readonly uids: readonly string[];
}

export function credentialsOf(seed: number, uids: readonly string[]): Credentials {
  return {
    accessId: `fakeid${text(lowerAlphanumerics, 14, seed, nameHash('access id'))}`,
    accessSecret: `fakesecret${text(alphanumerics, 22, seed, nameHash('access secret'))}`,
    schema: 'fakeapp',
    uids,
  };
}
