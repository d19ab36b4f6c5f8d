/** A write was asked for in a project that is protected. Nothing was sent. */
export class ProtectedError extends Error {
  override readonly name = 'ProtectedError';
  readonly reason = 'protected';

  constructor(readonly projectId: string) {
    super('The project is protected: nothing in it can be changed.');
  }
}
