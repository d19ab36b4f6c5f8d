import type { Cloud } from '../../src/simulator/cloud/cloud.js';

/** Waits until nobody calls: the tree reads a new project by itself where an earlier test has shown it. */
export async function settled({ ledger }: Cloud): Promise<void> {
  for (let calls = -1; calls !== ledger.totalCalls;) {
    calls = ledger.totalCalls;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}
