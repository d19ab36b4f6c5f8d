import type { ColumnLayout } from './columns.js';
import { template } from './columns.js';
import type { ScrollPosition } from './scrollPosition.js';
import { rowHeight } from './scrollScale.js';

/** Heights of the columns' names and of the day below them. */
const headHeight = 24;
const dayHeight = 20;

interface Parts {
  readonly grid: HTMLElement;
  readonly rows: HTMLElement;
  readonly inner: HTMLElement;
  readonly spacer: HTMLElement;
}

/** The grid's elements, once they are drawn. */
export function gridParts(host: HTMLElement): Parts | undefined {
  const part = (name: string): HTMLElement | null => host.querySelector<HTMLElement>(name);
  const [grid, rows, inner, spacer] = ['.log-grid', '.rows', '.rows-inner', '.spacer'].map(part);
  return grid && rows && inner && spacer ? { grid, rows, inner, spacer } : undefined;
}

/** Room for rows in px. */
export function viewportOf({ grid }: Parts): number {
  return Math.max(0, grid.clientHeight - headHeight - dayHeight);
}

/** Sizes and places that no sheet can know: set on the elements, for the page's policy allows no style in html. */
export function placeParts(
  { grid, rows, inner, spacer }: Parts,
  scroll: ScrollPosition,
  columns: readonly ColumnLayout[],
  firstDrawn: number,
): void {
  const { index, hidden } = scroll.first;
  grid.style.setProperty('--columns', template(columns));
  spacer.style.height = `${scroll.physicalHeight}px`;
  rows.style.height = `${scroll.viewport}px`;
  rows.style.marginBottom = `${-scroll.viewport}px`;
  inner.style.transform = `translateY(${(firstDrawn - index) * rowHeight - hidden}px)`;
  scroll.apply(grid);
}

/** The row a pointer event is on. */
export function rowIndexOf(event: MouseEvent): number | undefined {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
  return row ? Number(row.dataset['index']) : undefined;
}
