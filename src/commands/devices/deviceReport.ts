import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { markdownCellText } from '../../model/exports/markdownCell.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { DeviceWords } from './deviceWords.js';

/** A column of its own, behind those that name the device. */
export interface ReportColumn<Item> {
  readonly head: string;
  readonly text: (item: Item, device: DeviceWords | undefined) => string | undefined;
  /** Stands to the right. */
  readonly isNumber?: true;
}

/**
 * What became of each of several devices, as Markdown that reads well as text too: a title, a summary and a table.
 * @param devices as they were called beforehand, in the items' order
 */
export function deviceReport<Item extends { readonly ref: DeviceRef }>(
  title: string,
  summary: string,
  devices: readonly DeviceWords[],
  items: readonly Item[],
  columns: readonly ReportColumn<Item>[],
): string {
  const head = ['#', vscode.l10n.t('Device'), vscode.l10n.t('ID'), ...columns.map((column) => column.head)];
  const lines = ['---', '---', '---', ...columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))];
  const rows = items.map((item, index) => {
    const device = devices[index];
    const { deviceId } = item.ref;
    const texts = columns.map(({ text }) => text(item, device) ?? '');
    return [String(index + 1), ...[device?.name ?? deviceId, deviceId, ...texts].map(cell)];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`# ${cell(title)}`, '', summary, '', line(head), line(lines), ...rows.map(line), ''].join('\n');
}

/** One line, and nothing in it that a table or Markdown would read: the report is shown rendered. */
function cell(text: string): string {
  return markdownCellText(displayText(text, 400));
}
