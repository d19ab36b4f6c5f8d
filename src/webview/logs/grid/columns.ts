import * as l10n from '@vscode/l10n';
import type { LogColumn, LogLayoutDto } from '../../../protocol/logLayout.js';
import type { LogsSnapshot } from '../../../protocol/logs.js';

export type ColumnLayout = Readonly<LogLayoutDto['columns'][number]>;

/** How the columns stand until somebody changes them, in px. */
const usual: Readonly<Record<LogColumn, number>> = {
  time: 126,
  device: 120,
  type: 104,
  dp: 44,
  code: 150,
  value: 180,
  latency: 84,
  source: 100,
};
const order: readonly LogColumn[] = ['time', 'device', 'type', 'dp', 'code', 'value', 'latency', 'source'];
const narrowest = 40;
const widest = 2000;

const narrowGrid = 560;
const compact: Partial<Readonly<Record<LogColumn, number>>> = {
  time: 112,
  device: 30,
  type: 30,
  dp: 34,
  code: 100,
  value: 96,
  latency: 62,
};

export function columnName(column: LogColumn): string {
  return {
    time: l10n.t('Time'),
    device: l10n.t('Device'),
    type: l10n.t('Event'),
    dp: l10n.t('DP'),
    code: l10n.t('Data Point'),
    value: l10n.t('Value'),
    latency: l10n.t('Latency'),
    source: l10n.t('Source'),
  }[column];
}

/** Whether there is too little room for the columns as they are when nobody has changed them. */
export function isCompact(layout: LogLayoutDto, gridWidth: number): boolean {
  return (
    gridWidth > 0 &&
    gridWidth < narrowGrid &&
    allColumns(layout).every(({ column, width }) => width === usual[column])
  );
}

/** All columns as they are kept; one that the layout doesn't know stands behind the one that is usually before it. */
export function allColumns(layout: LogLayoutDto): readonly ColumnLayout[] {
  const columns: ColumnLayout[] = [...layout.columns];
  for (const [place, column] of order.entries()) {
    if (columns.some((own) => own.column === column)) continue;
    const before = columns.findIndex((own) => own.column === order[place - 1]);
    columns.splice(before + 1, 0, { column, shown: true, width: usual[column] });
  }
  return columns;
}

/** Whether there is anything to stand in a column: several devices, numbers of data points, something that was sent. */
export function hasContent(
  column: LogColumn,
  { devices, hasCommands }: Pick<LogsSnapshot, 'devices' | 'hasCommands'>,
): boolean {
  if (column === 'latency') return hasCommands === true;
  if (column === 'device') return devices.length > 1;
  if (column === 'dp') return devices.some(({ codes }) => codes.some(({ dpId }) => dpId !== undefined));
  return true;
}

/**
 * The columns on screen, those without any content left out. In a narrow grid that nobody has arranged,
 * event types and devices are told by icon and dot, and the source is left to the details.
 */
export function shownColumns(
  snapshot: Pick<LogsSnapshot, 'layout' | 'devices' | 'hasCommands'>,
  gridWidth: number,
  content: ReadonlyMap<LogColumn, number> = new Map(),
): readonly ColumnLayout[] {
  const { layout } = snapshot;
  const wanted = allColumns(layout).filter(
    ({ column, shown: isShown }) => isShown && hasContent(column, snapshot),
  );
  const shown = isCompact(layout, gridWidth)
    ? wanted
        .filter(({ column }) => column !== 'source')
        .map((own) => ({ ...own, width: compact[own.column] ?? own.width }))
    : grown(wanted, gridWidth, content);
  return shown.length > 0 ? shown : [{ column: 'time', shown: true, width: usual.time }];
}

/** Of the room that is left, so much goes to columns whose content needs it; the rest is the value's. */
const shareOfContent = 0.6;

/** Columns that nobody has changed take what their content needs, as far as there is room. */
function grown(
  columns: readonly ColumnLayout[],
  gridWidth: number,
  content: ReadonlyMap<LogColumn, number>,
): readonly ColumnLayout[] {
  const lacks = columns.map(({ column, width }) =>
    width === usual[column] ? Math.max(0, (content.get(column) ?? 0) - width) : 0,
  );
  const lacking = sum(lacks);
  const room = (gridWidth - sum(columns.map(({ width }) => width))) * shareOfContent;
  if (lacking === 0 || room <= 0) return columns;
  const part = Math.min(1, room / lacking);
  return columns.map((own, at) => ({ ...own, width: own.width + Math.floor((lacks[at] ?? 0) * part) }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, own) => all + own, 0);
}

/** `grid-template-columns`: the value takes what is left, or the last column where values aren't shown. */
export function template(columns: readonly ColumnLayout[]): string {
  const wide = columns.some(({ column }) => column === 'value') ? 'value' : columns.at(-1)?.column;
  return columns
    .map(({ column, width }) => (column === wide ? `minmax(${width}px, 1fr)` : `${width}px`))
    .join(' ');
}

export function withWidth(layout: LogLayoutDto, column: LogColumn, width: number): LogLayoutDto {
  const rounded = Math.round(Math.min(widest, Math.max(narrowest, width)));
  return changed(layout, column, { width: rounded });
}

export function withShown(layout: LogLayoutDto, column: LogColumn, shown: boolean): LogLayoutDto {
  return changed(layout, column, { shown });
}

export function withUsualColumns(layout: LogLayoutDto): LogLayoutDto {
  return { ...layout, columns: order.map((column) => ({ column, shown: true, width: usual[column] })) };
}

function changed(layout: LogLayoutDto, column: LogColumn, change: Partial<ColumnLayout>): LogLayoutDto {
  return {
    ...layout,
    columns: allColumns(layout).map((own) => (own.column === column ? { ...own, ...change } : own)),
  };
}
