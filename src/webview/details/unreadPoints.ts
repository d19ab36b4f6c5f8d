import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import '../shared/copyButton.js';
import { unreadMark } from '../shared/unreadFields.js';
import { moreRows } from './moreRows.js';
import type { DetailsContext } from './renderContext.js';

/** What the cloud lists among the data points and is none, raw: one row each, below those that are. */
export function unreadPoints({ snapshot, requests }: DetailsContext): TemplateResult | typeof nothing {
  const { unreadPoints: rows, unlistedUnreadPoints } = snapshot;
  if (rows.length === 0) return nothing;
  return html`<table
      class="grid unread-points"
      role="table"
      aria-label=${l10n.t('Data points that can’t be read')}
    >
      <tbody role="rowgroup">
        ${rows.map(
          ({ field, text, truncated }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader"><code>${field}</code></th>
              <td role="cell"><code>${text}${truncated ? '…' : ''}</code> ${unreadMark()}</td>
              <td class="action-column" role="cell">
                ${
                  text === ''
                    ? nothing
                    : html`<tuya-copy
                        .label=${l10n.t('Copy {0}', field)}
                        .copy=${() => requests.copy({ of: 'attribute', name: field })}
                      ></tuya-copy>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${moreRows(unlistedUnreadPoints)}`;
}
