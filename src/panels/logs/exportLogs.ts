import * as vscode from 'vscode';
import { exportLog, type LogFormat } from '../../model/logs/export/exportLog.js';
import { safeName } from '../../model/exports/fileName.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import { saveOrCopyText } from '../../platform/prompts/saveOrCopyText.js';
import type { ShowDocument } from '../../platform/prompts/virtualDocuments.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { ExportRequest } from '../../protocol/logRequests.js';
import { exportContext } from './exportContext.js';

/** Editors take no more; files do. */
const longestDocument = 40 * 1024 * 1024;
const endings: Readonly<Record<LogFormat, string>> = { csv: 'csv', jsonl: 'jsonl', markdown: 'md' };

/** Rows as a file or an open document, value for value. Cancelled, nothing is written. */
export async function exportRows(
  log: OpenLog,
  { format, to, ids }: ExportRequest,
  showDocument: ShowDocument,
): Promise<void> {
  const chosen = format ?? (await askFormat());
  if (!chosen) return;
  const {
    devices,
    session: { view },
  } = log;
  const text = await withCancellableProgress(vscode.l10n.t('Exporting the log'), async (signal) => {
    const rows = ids ? view.rowsOf(ids) : view.rows();
    const pieces: string[] = [];
    const isFile = to === 'file';
    for await (const piece of exportLog(rows, chosen, exportContext(log), { signal, bom: isFile })) {
      pieces.push(piece);
    }
    return pieces.join('');
  });
  if (to === 'document' && text.length > longestDocument) {
    throw new ToldError({
      what: vscode.l10n.t('This is too large for an editor.'),
      remedy: vscode.l10n.t('Export it to a file.'),
    });
  }
  const fileName = `${safeName(`${devices.nameOf(0)} log`)}.${endings[chosen]}`;
  await saveOrCopyText({ text, fileName }, to, showDocument);
}

async function askFormat(): Promise<LogFormat | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly format: LogFormat })[] = [
    { label: 'CSV', description: vscode.l10n.t('for spreadsheets'), format: 'csv' },
    { label: 'JSON Lines', description: vscode.l10n.t('for programs'), format: 'jsonl' },
    { label: 'Markdown', description: vscode.l10n.t('for reports'), format: 'markdown' },
  ];
  const title = vscode.l10n.t('Export Log');
  return (await vscode.window.showQuickPick(items, { title }))?.format;
}
