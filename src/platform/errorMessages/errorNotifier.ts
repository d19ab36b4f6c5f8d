import * as vscode from 'vscode';
import { showFailure } from './nextSteps.js';
import { describeProblem, problemText, ToldError } from './problemTexts.js';

/** Tells failures in the corner of the window, with the buttons that help. */
export class ErrorNotifier {
  /** What stands there now: the same failure of ten things at once is one failure. */
  private readonly open = new Set<string>();

  constructor(private readonly showLog: () => void) {}

  /** Resolves when the message is gone; at once where the same one is there already. */
  async tell(error: unknown): Promise<void> {
    const problem = describeProblem(error);
    // The trace id differs each time.
    const { what, remedy, code } = problem;
    const key = JSON.stringify([what, remedy, code]);
    if (this.open.has(key)) return;
    this.open.add(key);
    try {
      const log = vscode.l10n.t('Show Extension Log');
      // Whoever has all the words of a failure needs no log of it.
      const others = error instanceof ToldError ? [] : [log];
      if ((await showFailure(problemText(problem), error, ...others)) === log) this.showLog();
    } finally {
      this.open.delete(key);
    }
  }
}
