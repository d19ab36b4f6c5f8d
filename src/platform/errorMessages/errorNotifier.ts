import * as vscode from 'vscode';
import { TuyaError } from '../../tuya/errors/errors.js';
import { consolePageLabel, consolePageOf, openConsolePage } from './consolePages.js';
import { describeProblem, problemText } from './problemTexts.js';

/** Tells failures in the corner of the window, with a button where one helps. */
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
      const log = vscode.l10n.t('Show Log');
      const page = TuyaError.is(error) ? consolePageOf(error.remedy) : undefined;
      const buttons = page ? [consolePageLabel(page), log] : [log];
      const chosen = await vscode.window.showErrorMessage(problemText(problem), ...buttons);
      if (chosen === log) this.showLog();
      else if (chosen !== undefined && page) await openConsolePage(page);
    } finally {
      this.open.delete(key);
    }
  }
}
