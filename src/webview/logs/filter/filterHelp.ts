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
    ['verdict:refused', l10n.t('what was sent from here, by what came of it')],
    ['latency>500', l10n.t('commands and their reports by the milliseconds between them')],
    ['raw>230', l10n.t('the same for values as they were sent')],
  ];
  // It has the keyboard, so that what doesn't fit can be scrolled to.
  return html`<table class="help" tabindex="0">
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
    <p class="menu-note dim">${l10n.t('All words have to match; of several terms of one kind, any.')}</p>
    ${keys()}`;
}

/** What the keyboard does in a log. */
function keys(): TemplateResult {
  const rows = [
    ['Ctrl+F, /', l10n.t('to the filter; Down goes back to the rows')],
    ['F3, Shift+F3', l10n.t('next and previous match')],
    ['Enter', l10n.t('details of the row; Escape closes them')],
    ['Shift+F10', l10n.t('menu of the row')],
    ['Ctrl+C, Ctrl+A', l10n.t('copy the selected rows; select all')],
    ['Space', l10n.t('pause and resume')],
    ['M', l10n.t('add a marker')],
    ['F', l10n.t('show the time since the last flash')],
    ['End', l10n.t('to the newest row, and stay there')],
    ['Ctrl+K F', l10n.t('follow, or stop following')],
    ['Ctrl+K Backspace', l10n.t('clear the filter, as Escape does in its box')],
    ['Ctrl+S', l10n.t('export the rows shown, or those selected')],
    ['Ctrl+K L', l10n.t('open the log of another device')],
  ];
  return html`<table class="help">
    <thead>
      <tr>
        <th scope="col">${l10n.t('Key')}</th>
        <th scope="col">${l10n.t('What it does')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([key, meaning]) =>
          html`<tr>
            <th scope="row"><kbd>${keyText(key ?? '')}</kbd></th>
            <td>${meaning}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** As it stands on the person's keyboard. */
function keyText(key: string): string {
  return /^mac/i.test(navigator.platform) ? key.replaceAll('Ctrl', 'Cmd') : key;
}
