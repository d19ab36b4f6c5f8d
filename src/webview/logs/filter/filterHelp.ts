import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { LogsStrings } from '../../../protocol/logsStrings.js';

/** The filter's language by example. */
export function filterHelp({ filter }: LogsStrings): TemplateResult {
  const rows = [
    ['switch', filter.helpWord],
    ['"power on"', filter.helpQuoted],
    ['/^0x[0-9a-f]+$/', filter.helpRegex],
    ['-heartbeat', filter.helpNot],
    ['type:online,offline', filter.helpType],
    ['dp:cur_power', filter.helpDp],
    ['from:cloud', filter.helpFrom],
    ['device:kitchen', filter.helpDevice],
    ['value>23', filter.helpValue],
  ];
  return html`<table class="help">
      <thead>
        <tr>
          <th scope="col">${filter.helpText}</th>
          <th scope="col">${filter.helpMeaning}</th>
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
    <p class="menu-note dim">${filter.helpAnd}</p>`;
}
