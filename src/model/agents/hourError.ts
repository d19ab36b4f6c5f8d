/** Nothing was sent: agents have made all the calls of this hour. */
export class HourError extends Error {
  override readonly name = 'HourError';
  readonly reason = 'hourUsedUp';

  /** @param most calls an hour */
  constructor(readonly most: number) {
    super('The calls of this hour are used up.');
  }
}
