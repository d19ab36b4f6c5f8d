import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';

/** The filter's language by example. */
export function filterHelp(): TemplateResult {
  const rows = [
    ['switch', l10n.t('rows that hold the text, in any case')],
    ['"power on"', l10n.t('the exact text, spaces included')],
    ['/^0x[0-9a-f]+$/', l10n.t('rows that match the regular expression')],
    ['-heartbeat', l10n.t('rows that don’t')],
    ['type:online,offline', l10n.t('event types by name or number; commas for several')],
    ['dp:cur_power', l10n.t('data points by code, name or DP ID; * matches anything')],
    ['from:cloud', l10n.t('sources by name or number')],
    ['device:kitchen', l10n.t('devices by name or ID')],
    ['value>23', l10n.t('values as the product scales them: = != > >= < <=, or a range like value:20..25')],
    ['raw>230', l10n.t('the same for values as they were sent')],
  ];
  return html`<table class="help">
      <thead>
        <tr>
          <th scope="col">${l10n.t('What is typed')}</th>
          <th scope="col">${l10n.t('What it finds')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([text, meaning]) =>
            html`<tr>
              <th scope="row"><code>${text}</code></th>
              <td>${meaning}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="menu-note dim">${l10n.t('All words have to match; of several terms of one kind, any.')}</p>`;
}
