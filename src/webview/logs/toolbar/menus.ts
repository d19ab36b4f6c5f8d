import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { FromLogsPage } from '../../../protocol/logRequests.js';
import type { LogDeviceDto } from '../../../protocol/logs.js';
import { check, choices, menuItem } from '../parts/controls.js';
import { allColumns, columnName, hasContent, withShown, withUsualColumns } from '../grid/columns.js';
import type { LogsContext } from '../parts/renderContext.js';

type Export = FromLogsPage['requests']['export']['params'];

/** Every form, to a file or as a document, of all rows shown or of those selected. */
export function exportMenu(
  { requests }: LogsContext,
  selected: readonly number[],
  close: () => void,
): TemplateResult {
  const formats = [
    ['csv', l10n.t('CSV')],
    ['jsonl', l10n.t('JSON Lines')],
    ['markdown', l10n.t('Markdown')],
  ] as const;
  const run = (params: Export): void => {
    close();
    requests.run('export', params);
  };
  const group = (title: string, ids: readonly number[] | undefined): TemplateResult =>
    html`<div class="menu-group" role="group" aria-label=${title}>
      <div class="menu-title">${title}</div>
      ${formats.map(
        ([format, name]) =>
          html`<div class="export-line">
            <span>${name}</span>
            ${(['file', 'document'] as const).map((to) => {
              const label = to === 'file' ? l10n.t('Save as File') : l10n.t('Open as Document');
              return html`<button
                class="link"
                type="button"
                aria-label=${`${name}: ${label}`}
                @click=${() => run({ format, to, ...(ids && { ids: [...ids] }) })}
              >
                ${label}
              </button>`;
            })}
          </div>`,
      )}
    </div>`;
  return html`${group(l10n.t('All rows shown'), undefined)}
  ${selected.length > 1 ? group(l10n.t('Selected rows ({0})', selected.length), selected) : nothing}`;
}

/** Columns, zone and how times are told. */
export function viewMenu({ snapshot, requests }: LogsContext): TemplateResult {
  const { layout } = snapshot;
  const columns = allColumns(layout).filter(({ column }) => hasContent(column, snapshot));
  const shown = columns.filter((own) => own.shown);
  return html`<fieldset class="choices menu-group">
      <legend>${l10n.t('Columns')}</legend>
      ${columns.map((own) =>
        check(
          columnName(own.column),
          own.shown,
          (on) => requests.run('layout', withShown(layout, own.column, on)),
          own.shown && shown.length === 1,
        ),
      )}
      <button class="link" type="button" @click=${() => requests.run('layout', withUsualColumns(layout))}>
        ${l10n.t('Reset Columns')}
      </button>
    </fieldset>
    <div class="menu-group">
      ${choices(
        l10n.t('Times as'),
        'time-style',
        [
          ['absolute', l10n.t('Time of day')],
          ['relative', l10n.t('Time ago')],
          ['delta', l10n.t('Since the row above')],
        ],
        layout.time,
        (time) => requests.run('layout', { ...layout, time }),
      )}
    </div>
    <div class="menu-group">
      ${choices(
        l10n.t('Time zone'),
        'zone',
        [
          ['local', l10n.t('Your time')],
          ['utc', l10n.t('UTC')],
          ['device', l10n.t('Device’s time')],
        ],
        layout.zone,
        (zone) => requests.run('layout', { ...layout, zone }),
      )}
    </div>`;
}

/** What is done now and then: waiting for a device, keeping its log, opening it. */
export function moreMenu(context: LogsContext, close: () => void): TemplateResult {
  const { snapshot, requests } = context;
  const { possible, why } = snapshot.archive;
  return html`<div class="menu-group">
      ${check(
        l10n.t('Follow every 3 s for 10 min (up to {0} calls)', fastCalls(snapshot.devices.length)),
        snapshot.tail.fastUntil !== undefined,
        (on) => requests.run('fast', { on }),
        snapshot.situation !== 'open',
      )}
    </div>
    ${snapshot.devices.map(
      (device) =>
        html`<div class="menu-group" role="group" aria-label=${device.name}>
          ${check(
            html`<bdi>${l10n.t('Tell me when {0} is back online', device.name)}</bdi>`,
            device.watchedForOnline,
            (on) => requests.run('watchOnline', { device: device.index, on }),
          )}
          ${check(
            html`<bdi>${l10n.t('Keep the log of {0} on this computer', device.name)}</bdi>`,
            device.archive !== undefined,
            (on) => requests.run('archive', { device: device.index, on }),
            !possible,
          )}
          ${archiveNote(context, device)}
          ${check(
            html`<bdi>${l10n.t('Write the log of {0} to a file', device.name)}</bdi>`,
            device.file !== undefined,
            (on) => requests.run('logFile', { device: device.index, on }),
          )}
          ${fileItems(context, device, close)}
          ${menuItem(
            l10n.t('Open {0}', device.name),
            () => {
              close();
              requests.run('openDevice', { device: device.index });
            },
            { icon: 'open-preview' },
          )}
        </div>`,
    )}
    ${why === undefined ? nothing : html`<p class="menu-note dim">${why}</p>`}
    <div class="menu-group">
      ${choices(
        l10n.t('Edition of the log, from the next read on'),
        'edition',
        [
          ['auto', l10n.t('Paid, if the project has it')],
          ['paid', l10n.t('Paid')],
          ['free', l10n.t('Free')],
        ],
        snapshot.editionChoice ?? 'auto',
        (edition) => requests.run('edition', { edition }),
      )}
    </div>
    <div class="menu-group">
      ${menuItem(
        l10n.t('Show Extension Log'),
        () => {
          close();
          requests.run('showExtensionLog', {});
        },
        { icon: 'output' },
      )}
    </div>`;
}

/** Where the rows go, and the ways there. */
function fileItems(
  { requests }: LogsContext,
  { file, index: device }: LogDeviceDto,
  close: () => void,
): TemplateResult | typeof nothing {
  if (!file) return nothing;
  const ways = [
    ['editor', 'go-to-file', l10n.t('Open Log File')],
    ['reveal', 'folder-opened', l10n.t('Reveal Log File')],
    ['terminal', 'terminal', l10n.t('Open Log File in Terminal')],
  ] as const;
  return html`<p class="menu-note dim">${file.problem ?? file.path}</p>
    ${ways.map(([how, icon, label]) =>
      menuItem(
        label,
        () => {
          close();
          requests.run('showLogFile', { device, how });
        },
        { icon },
      ),
    )}`;
}

/** A poll of each device every three seconds for ten minutes. */
function fastCalls(devices: number): number {
  return 200 * devices;
}

function archiveNote(
  { locale, time }: LogsContext,
  { archive }: LogDeviceDto,
): TemplateResult | typeof nothing {
  if (!archive) return nothing;
  const size = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(archive.bytes / 1_000_000);
  const rows = archive.rows.toLocaleString(locale);
  const text =
    archive.from === undefined
      ? l10n.t('Rows: {0}, {1}', rows, size)
      : l10n.t('Rows: {0}, {1} since {2}', rows, size, time.day(archive.from) ?? '');
  return html`<p class="menu-note dim">${text}</p>`;
}
