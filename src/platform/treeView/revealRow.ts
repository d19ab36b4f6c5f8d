import type * as vscode from 'vscode';

/**
 * Shows a row, and its view if that is hidden. A tree that is just being redrawn refuses rows it doesn't know yet:
 * that's no failure of the command that has done its work, and the row is there in a moment.
 */
export async function revealRow<Row>(
  view: Pick<vscode.TreeView<Row>, 'reveal'>,
  row: Row,
  options: NonNullable<Parameters<vscode.TreeView<Row>['reveal']>[1]>,
): Promise<void> {
  try {
    await view.reveal(row, options);
  } catch {
    // Nothing to tell anybody.
  }
}
