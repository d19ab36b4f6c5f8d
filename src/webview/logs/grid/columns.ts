import * as l10n from '@vscode/l10n';
import type { LogColumn, LogLayoutDto, LogsSnapshot } from '../../../protocol/logs.js';

export type ColumnLayout = Readonly<LogLayoutDto['columns'][number]>;

/** How the columns stand until somebody changes them, in px. */
const usual: Readonly<Record<LogColumn, number>> = {
  time: 126,
  device: 120,
  type: 104,
  code: 150,
  value: 180,
  source: 100,
};
const order: readonly LogColumn[] = ['time', 'device', 'type', 'code', 'value', 'source'];
const narrowest = 40;
const widest = 2000;

const narrowGrid = 560;
const compact: Partial<Readonly<Record<LogColumn, number>>> = {
  time: 112,
  device: 30,
  type: 30,
  code: 108,
  value: 110,
};

export function columnName(column: LogColumn): string {
  return {
    time: l10n.t('Time'),
    device: l10n.t('Device'),
    type: l10n.t('Event'),
    code: l10n.t('Data Point'),
    value: l10n.t('Value'),
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

/** All columns as they are kept, those the layout doesn't know appended. */
export function allColumns(layout: LogLayoutDto): readonly ColumnLayout[] {
  const known = new Set(layout.columns.map(({ column }) => column));
  const added = order.filter((column) => !known.has(column));
  return [...layout.columns, ...added.map((column) => ({ column, shown: true, width: usual[column] }))];
}

/**
 * The columns on screen: that of the devices only where there are several. In a narrow grid that nobody has arranged,
 * event types and devices are told by icon and dot, and the source is left to the details.
 */
export function shownColumns(
  { layout, devices }: Pick<LogsSnapshot, 'layout' | 'devices'>,
  gridWidth: number,
): readonly ColumnLayout[] {
  const wanted = allColumns(layout).filter(
    ({ column, shown: isShown }) => isShown && (column !== 'device' || devices.length > 1),
  );
  const shown = isCompact(layout, gridWidth)
    ? wanted
        .filter(({ column }) => column !== 'source')
        .map((own) => ({ ...own, width: compact[own.column] ?? own.width }))
    : wanted;
  return shown.length > 0 ? shown : [{ column: 'time', shown: true, width: usual.time }];
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
