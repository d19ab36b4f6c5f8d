import type { EndingAsking } from '../../src/base/asking.js';

/** A person asks, and goes on waiting unless told. */
export function byPerson(signal = new AbortController().signal): EndingAsking {
  return { asker: 'person', signal };
}
