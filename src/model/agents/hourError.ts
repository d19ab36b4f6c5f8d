import { NotAdmittedError } from '../../base/asking.js';

/** Nothing was sent: agents have made all the readings of this hour. A person may still read. */
export class HourError extends NotAdmittedError {
  override readonly name = 'HourError';
  readonly reason = 'hourUsedUp';

  /** @param most readings an hour */
  constructor(readonly most: number) {
    super('The readings of this hour are used up.', 'background');
  }
}
