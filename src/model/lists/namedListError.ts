/** A named list can't be kept like that. */
export class NamedListError extends Error {
  override readonly name = 'NamedListError';

  constructor(readonly reason: 'unknown' | 'nameInUse' | 'nameMissing') {
    super(`The list can't be kept: ${reason}.`);
  }
}
