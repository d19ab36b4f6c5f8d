import { NotAdmittedError, type Asker } from '../../base/asking.js';

/** Nothing was sent: the month's budget of the project is used up, and the person wasn't there to say yes, or said no. */
export class BudgetError extends NotAdmittedError {
  override readonly name = 'BudgetError';
  readonly reason = 'usedUp';

  /** @param asker who may not call */
  constructor(asker: Asker) {
    super("The month's budget of calls is used up.", asker);
  }
}
