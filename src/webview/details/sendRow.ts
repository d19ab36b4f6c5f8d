import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { UnreportedPointDto } from '../../protocol/details.js';
import { icon } from '../shared/icon.js';
import { whyLocked } from './locked.js';
import type { DetailsContext } from './renderContext.js';
import type { Entered } from './sendField.js';
import { sendEditor } from './sendEditor.js';
import { sentLine } from './sentLines.js';

/** Which columns the table has behind the value. */
type RowColumns = Readonly<Record<'type' | 'model' | 'age', boolean>>;

/** Which data point's field is open, and how that changes. */
export interface SendView {
  readonly open: string | undefined;
  toggle(code: string | undefined): void;
  /** Puts a value aside, to be sent together with others. */
  collect(code: string, entered: Entered): void;
}

/** Opens the field under the row; nothing where the device only reports the data point. */
export function sendButton(
  { snapshot }: DetailsContext,
  { open, toggle }: SendView,
  { code, editor }: UnreportedPointDto,
): TemplateResult | typeof nothing {
  if (!editor) return nothing;
  const label = l10n.t('Send a value to {0}', code);
  const isOpen = open === code;
  const locked = whyLocked(snapshot);
  return html`<button
    class="icon-button send-button"
    type="button"
    data-code=${code}
    aria-label=${label}
    aria-expanded=${isOpen}
    title=${locked ?? label}
    ?disabled=${locked !== undefined}
    @click=${() => toggle(isOpen ? undefined : code)}
  >
    ${icon('send')}
  </button>`;
}

/** The field, and what came of the newest command: a row of its own under that of the data point. */
export function sendRow(
  context: DetailsContext,
  { open, toggle, collect }: SendView,
  { code, editor }: UnreportedPointDto,
  present: string,
  columns: RowColumns,
): TemplateResult | typeof nothing {
  const { snapshot, requests } = context;
  const isOpen = open === code && editor !== undefined && whyLocked(snapshot) === undefined;
  const newest = snapshot.commands.find((command) => command.code === code);
  if (!isOpen && !newest) return nothing;
  return html`<tr role="row" class="send-row">
    <td role="cell" colspan=${columns.model ? 4 : 3}>
      ${
        isOpen
          ? sendEditor(code, editor, present, {
              check: (entered) => requests.ask('checkSend', { code, ...entered }),
              send: (entered) => requests.send({ code, ...entered }),
              collect: (entered) => {
                collect(code, entered);
                toggle(undefined);
              },
              close: () => toggle(undefined),
            })
          : nothing
      }
      ${newest ? sentLine(context, newest) : nothing}
    </td>
    ${rest(columns)}
  </tr>`;
}

/** A cell that spans columns which a narrow table hides would bring them back, empty. */
function rest({ type, model, age }: RowColumns): readonly TemplateResult[] {
  const names = [type && 'type', model && 'access', model && 'range', age && 'age', 'action'];
  return names.flatMap((name) => (name ? html`<td role="cell" class="${name}-column"></td>` : []));
}
