/** The page asked for something that isn't there or that it may not have. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';

  constructor(readonly reason: 'notThere' | 'notLinked') {
    super(`Refused: ${reason}`);
  }
}
