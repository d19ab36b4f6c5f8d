import type { CallBudget } from '../../src/model/meter/callBudget.js';

/** For parts that ask a budget, in tests that are about something else. */
export const noBudget: Pick<CallBudget, 'mayRunAutomatically' | 'automatic' | 'quietly'> = {
  mayRunAutomatically: () => true,
  automatic: (run) => run(),
  quietly: (run) => run(),
};
