/** Nothing was sent: the month's budget of the project is used up, and nobody said to go on. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
  readonly reason = 'usedUp';

  constructor() {
    super("The month's budget of calls is used up.");
  }
}
