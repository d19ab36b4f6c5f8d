import * as vscode from 'vscode';
import { limits } from '../../model/expectations/shapes.js';

/** The text of a file as the person sees it: an open one as it stands, saved or not. A long one is only told to be long. */
export async function expectationText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (open) return open.getText();
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > limits.file * 4) return ' '.repeat(limits.file + 1);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
