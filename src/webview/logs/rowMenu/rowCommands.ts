import * as l10n from '@vscode/l10n';
import type { LogRangeDto } from '../../../protocol/logQuery.js';
import type { NarrowDto } from '../../../protocol/logRequests.js';
import type { LogItemDto } from '../../../protocol/logRows.js';
import type { LogsSnapshot } from '../../../protocol/logs.js';
import { freeColour, mostRules } from '../parts/highlightColours.js';
import type { LogsContext } from '../parts/renderContext.js';
import type { RowAction } from './rowActions.js';

/** What an action needs of the page around it. */
export interface RowCommandsHost {
  /** The rows an action on several is for. */
  readonly ids: readonly number[];
  /** The filter as it is typed. */
  readonly filterText: string;
  setFilter(text: string): void;
  range(range: LogRangeDto): void;
  open(): void;
  /** Brings a row into sight and makes it the active one. */
  reveal(index: number, id: number): void;
  say(text: string): void;
}

/** Does what was chosen of a row's menu. */
export async function runRowAction(
  context: LogsContext,
  item: LogItemDto,
  action: RowAction,
  host: RowCommandsHost,
): Promise<void> {
  const { requests, snapshot, locale } = context;
  switch (action.do) {
    case 'open':
      return host.open();
    case 'linked': {
      const found = await requests.ask('linked', { id: item.id });
      if (found) return host.reveal(found.index, found.id);
      return host.say(l10n.t('The other row isn’t shown: it isn’t read, or a filter hides it.'));
    }
    case 'read':
      return requests.run('readGap', { id: item.id });
    case 'copy': {
      const done = await requests.ask('copy', { what: action.what, ids: host.ids.slice() });
      return host.say(
        done && done.copied > 0
          ? l10n.t('Copied rows: {0}', done.copied.toLocaleString(locale))
          : l10n.t('Copying failed.'),
      );
    }
    case 'narrow': {
      const { by, how } = action;
      const text = await termOf(context, { id: item.id, by, how, text: host.filterText });
      if (text === undefined) return host.say(l10n.t('The filter has no term for this.'));
      return host.setFilter(text);
    }
    case 'highlight':
      return highlight(context, item, host);
    case 'marker':
      return requests.run('addMarker', { time: item.time });
    case 'compareFlash':
      if (item.kind === 'note' && item.flash !== undefined)
        requests.run('compareFlash', { marker: item.flash });
      return;
    case 'rangeFrom':
    case 'rangeTo':
      return host.range(rangeAt(snapshot, item.time, action.do));
  }
}

async function highlight(context: LogsContext, item: LogItemDto, host: RowCommandsHost): Promise<void> {
  const { requests, snapshot } = context;
  const { highlights } = snapshot;
  const by = item.kind === 'row' && item.code !== undefined ? 'code' : 'type';
  const text = await termOf(context, { id: item.id, by, how: 'only', text: '' });
  if (text === undefined) return host.say(l10n.t('The filter has no term for this.'));
  const others = highlights.filter((rule) => rule.text !== text);
  if (others.length >= mostRules) return;
  requests.run('highlights', { rules: [...others, { text, colour: freeColour(others), enabled: true }] });
}

async function termOf({ requests }: LogsContext, params: NarrowDto): Promise<string | undefined> {
  return (await requests.ask('narrow', params))?.text;
}

/** From a row to the end that is shown, or to it from the beginning; the row included. */
export function rangeAt(
  { span }: Pick<LogsSnapshot, 'span'>,
  time: number,
  end: 'rangeFrom' | 'rangeTo',
  now = Date.now(),
): LogRangeDto {
  return end === 'rangeFrom'
    ? { kind: 'between', from: time, to: Math.max(time + 1, span?.to ?? now) }
    : { kind: 'between', from: Math.min(time, span?.from ?? 0), to: time + 1 };
}
