import type { LogColumn, LogLayoutDto } from '../../../protocol/logLayout.js';
import type { LogsRequests } from '../parts/requests.js';
import { withWidth } from './columns.js';

/** A column's width while it is changed: what is drawn goes ahead of what the host has heard. */
export class ColumnDrag {
  private own: { readonly column: LogColumn; readonly width: number } | undefined;
  private told = false;

  /** The layout as it is drawn now. */
  over(layout: LogLayoutDto): LogLayoutDto {
    return this.own ? withWidth(layout, this.own.column, this.own.width) : layout;
  }

  /** `done` once the width is to be remembered. */
  resize(
    { requests, layout }: { readonly requests: LogsRequests; readonly layout: LogLayoutDto },
    column: LogColumn,
    width: number,
    done: boolean,
  ): void {
    this.own = { column, width };
    this.told = false;
    if (!done) return;
    void requests.ask('layout', withWidth(layout, column, width)).then(() => (this.told = true));
  }

  /** The host has sent its layout: it counts from now on, unless it was sent before it heard. */
  heard(): void {
    if (this.told) this.own = undefined;
  }
}
