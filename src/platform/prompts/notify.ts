import * as vscode from 'vscode';

/** Runs something that a person waits for and that can't be stopped half-way. */
export async function withProgress<T>(title: string, run: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, run);
}

/** Runs something that a person waits for and may cancel. */
export async function withCancellableProgress<T>(
  title: string,
  run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      return await run(controller.signal, (message) => progress.report({ message }));
    } finally {
      subscription.dispose();
    }
  });
}

/** Asks before something that matters. The answer is true only for the named button. */
export async function confirmed(question: string, detail: string, button: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}
