import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { FromLogsPage, LogDeviceDto } from '../../../protocol/logs.js';
import { fill } from '../../shared/fill.js';
import { check, choices, menuItem } from '../parts/controls.js';
import { allColumns, withShown, withUsualColumns } from '../grid/columns.js';
import type { LogsContext } from '../parts/renderContext.js';

type Export = FromLogsPage['requests']['export']['params'];

/** Every form, to a file or as a document, of all rows shown or of those selected. */
export function exportMenu(
  { strings, requests }: LogsContext,
  selected: readonly number[],
  close: () => void,
): TemplateResult {
  const { menu } = strings;
  const formats = [
    ['csv', menu.csv],
    ['jsonl', menu.jsonl],
    ['markdown', menu.markdown],
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
              const label = to === 'file' ? menu.toFile : menu.toDocument;
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
  return html`${group(menu.exportShown, undefined)}
  ${selected.length > 1 ? group(fill(menu.exportSelected, selected.length), selected) : nothing}`;
}

/** Columns, zone and how times are told. */
export function viewMenu({ strings, snapshot, requests }: LogsContext): TemplateResult {
  const { menu, grid } = strings;
  const { layout } = snapshot;
  const columns = allColumns(layout).filter(
    ({ column }) => column !== 'device' || snapshot.devices.length > 1,
  );
  const shown = columns.filter((own) => own.shown);
  return html`<fieldset class="choices menu-group">
      <legend>${grid.columns}</legend>
      ${columns.map((own) =>
        check(
          strings.columns[own.column],
          own.shown,
          (on) => requests.run('layout', withShown(layout, own.column, on)),
          own.shown && shown.length === 1,
        ),
      )}
      <button class="link" type="button" @click=${() => requests.run('layout', withUsualColumns(layout))}>
        ${grid.resetColumns}
      </button>
    </fieldset>
    <div class="menu-group">
      ${choices(
        menu.time,
        'time-style',
        [
          ['absolute', menu.timeAbsolute],
          ['relative', menu.timeRelative],
          ['delta', menu.timeDelta],
        ],
        layout.time,
        (time) => requests.run('layout', { ...layout, time }),
      )}
    </div>
    <div class="menu-group">
      ${choices(
        menu.zone,
        'zone',
        [
          ['local', menu.zoneLocal],
          ['utc', menu.zoneUtc],
          ['device', menu.zoneDevice],
        ],
        layout.zone,
        (zone) => requests.run('layout', { ...layout, zone }),
      )}
    </div>`;
}

/** What is done now and then: waiting for a device, keeping its log, opening it. */
export function moreMenu(context: LogsContext, close: () => void): TemplateResult {
  const { strings, snapshot, requests } = context;
  const { menu } = strings;
  const { possible, why } = snapshot.archive;
  return html`${snapshot.devices.map(
      (device) =>
        html`<div class="menu-group" role="group" aria-label=${device.name}>
          ${check(html`<bdi>${fill(menu.watchOnline, device.name)}</bdi>`, device.watchedForOnline, (on) =>
            requests.run('watchOnline', { device: device.index, on }),
          )}
          ${check(
            html`<bdi>${fill(menu.archive, device.name)}</bdi>`,
            device.archive !== undefined,
            (on) => requests.run('archive', { device: device.index, on }),
            !possible,
          )}
          ${archiveNote(context, device)}
          ${menuItem(
            fill(menu.openDevice, device.name),
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
      ${menuItem(
        menu.showExtensionLog,
        () => {
          close();
          requests.run('showExtensionLog', {});
        },
        { icon: 'output' },
      )}
    </div>`;
}

function archiveNote(
  { strings, locale, time }: LogsContext,
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
      ? fill(strings.menu.archiveSize, rows, size)
      : fill(strings.menu.archiveStats, rows, size, time.day(archive.from) ?? '');
  return html`<p class="menu-note dim">${text}</p>`;
}
