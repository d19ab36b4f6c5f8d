import type * as z from 'zod';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import type { windowParams } from '../../protocol/logRequests.js';
import type { LogItemDto, LogWindowDto } from '../../protocol/logRows.js';
import { commandDto } from './commandDtos.js';
import { noteDto } from './noteTexts.js';
import { rowDto } from './rowDto.js';
import { marker } from './rowMarks.js';

/** A message to the page is at most so long, in characters of JSON. */
const longestWindow = 64 * 1024;

/** The items that the page is about to show, cut where they would make too long a message; the page asks on. */
export function windowDto(
  log: OpenLog,
  { index, count, anchor }: z.infer<typeof windowParams>,
): LogWindowDto {
  const { devices } = log;
  const { view } = log.session;
  const anchorIndex = anchor && view.indexOf(anchor.id);
  const wanted = anchor && anchorIndex !== undefined ? anchorIndex - anchor.before : index;
  const start = Math.max(0, Math.min(wanted, view.total - 1));
  const all = view
    .window(start, count)
    .map((item) =>
      item.kind === 'row' ? rowDto(item, devices, commandDto(log, item.row)) : noteDto(item, devices),
    );
  const withMarks = marker(all, (texts) => view.marks(texts));
  const items: LogItemDto[] = [];
  let length = 0;
  for (const item of all) {
    const marked = item.kind === 'row' ? withMarks(item) : item;
    length += JSON.stringify(marked).length;
    if (length > longestWindow && items.length > 0) break;
    items.push(marked);
  }
  return {
    version: view.version,
    total: view.total,
    arrived: log.arrived,
    start,
    items,
    ...(anchorIndex !== undefined && { anchorIndex }),
  };
}
