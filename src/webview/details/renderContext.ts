import type { DetailsSnapshot } from '../../protocol/details.js';
import type { TimeFormat } from '../shared/formatTime.js';
import type { DetailsRequests } from './requests.js';

/** What every part of the page draws from. */
export interface DetailsContext {
  readonly snapshot: DetailsSnapshot;
  /** The person's own, for numbers and dates. */
  readonly locale: string;
  readonly time: TimeFormat;
  readonly requests: DetailsRequests;
  /** Epoch milliseconds. */
  readonly now: number;
}
