import * as vscode from 'vscode';
import type { IDisposable } from '../../base/lifecycle.js';
import { ErrorNotifier } from '../errorMessages/errorNotifier.js';
import { guard, type Boundary } from './commands.js';

/** Takes addresses of this extension, `vscode://…`, behind the same boundary as commands. */
export function registerLinks(
  open: (address: { readonly path: string; readonly query: string }) => Promise<void>,
  { log, showLog }: Boundary,
): IDisposable {
  const teller = new ErrorNotifier(showLog);
  return vscode.window.registerUriHandler({
    handleUri: async ({ path, query }) => {
      await guard('link', () => open({ path, query }), log, teller);
    },
  });
}
