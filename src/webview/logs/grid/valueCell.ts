import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { LogRowDto } from '../../../protocol/logRows.js';
import { assumedText } from '../../shared/assumedText.js';
import { outsideMark } from '../../shared/valueParts.js';
import { marked } from '../parts/marked.js';
import { sentCell } from './latencyCell.js';
import type { LogsContext } from '../parts/renderContext.js';
import { countText } from '../../shared/plainText.js';

/**
 * A value in one line: what was sent and what it means, numbers right-aligned in a box of their own, bytes in hex,
 * highlights marked. The mark of a value that can't be stands before what may be longer than the cell.
 */
export function valueCell(context: LogsContext, row: LogRowDto): unknown {
  const { kind } = row.value;
  const text = cellText(context, row);
  const value = kind === 'number' || kind === 'boolean' ? text : html`${outsideMark(row.value)}${text}`;
  return row.command?.role === 'sent' ? sentCell(context, row.command, value) : value;
}

function cellText({ locale }: LogsContext, row: LogRowDto): unknown {
  const { value, marks, otherMarks } = row;
  const meaning = shown(row, locale);
  switch (value.kind) {
    case 'none':
      return row.code === undefined ? nothing : html`<span class="dim">${l10n.t('empty')}</span>`;
    case 'number':
      return html`<span class="number value-number">${marked(value.text, marks)}</span
        >${outsideMark(value)}${meaning}`;
    case 'boolean':
      return html`<span class="boolean value-boolean">${marked(value.text, marks)}</span
        >${outsideMark(value)}${meaning}`;
    case 'binary':
      return html`<span class="mono"
          >${marks ? marked(value.text, marks) : marked(value.shown?.text ?? value.text, otherMarks?.shown)}</span
        >${size(value.size === undefined ? undefined : l10n.t('{0} B', countText(value.size, locale)))}`;
    case 'json':
      return html`${meaning}<span class=${value.shown ? 'mono after dim' : 'mono'}
          >${marked(value.text, marks)}${value.truncated ? '…' : ''}</span
        >${size(value.size === undefined ? undefined : `{${countText(value.size, locale)}}`)}`;
    case 'text':
      return html`<bdi>${marked(value.text, marks)}${value.truncated ? '…' : ''}</bdi>${meaning}`;
  }
}

function shown(
  { value: { shown: own }, otherMarks }: LogRowDto,
  locale: string,
): TemplateResult | typeof nothing {
  if (!own) return nothing;
  const { assumed } = own;
  const text = marked(own.text, otherMarks?.shown);
  return assumed
    ? html`<span class="shown dim" title=${assumedText(assumed, locale)}>${text}</span>`
    : html`<bdi class="shown">${text}</bdi>`;
}

function size(text: string | undefined): TemplateResult | typeof nothing {
  return text === undefined ? nothing : html`<span class="size dim">${text}</span>`;
}
