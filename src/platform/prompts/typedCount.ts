import * as vscode from 'vscode';

/** Has a person type how many are meant, before something is done to all of them. False where they gave up. */
export async function typedCount(
  count: number,
  { title, prompt }: { readonly title: string; readonly prompt: string },
): Promise<boolean> {
  const wanted = String(count);
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: wanted,
    ignoreFocusOut: true,
    validateInput: (value) =>
      ['', wanted].includes(value.trim()) ? undefined : vscode.l10n.t('Type {0} to continue.', wanted),
  });
  return typed?.trim() === wanted;
}
