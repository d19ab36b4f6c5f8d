import { l10n } from 'vscode';
import type { LogsChartStrings } from '../../protocol/logsChartStrings.js';

/** The chart's texts in the person's language. Placeholders are filled in by the page. */
export function logsChartStrings(): LogsChartStrings {
  return {
    label: l10n.t('Chart'),
  };
}
