import * as l10n from '@vscode/l10n';
import type { CopyWhat, NarrowDto } from '../../../protocol/logRequests.js';
import type { LogItemDto, LogRowDto } from '../../../protocol/logRows.js';
import { eventName, sourceName } from '../parts/eventIcons.js';
import { mostRules } from '../parts/highlightColours.js';
import type { LogsContext } from '../parts/renderContext.js';

/** What may be done with a row. */
export type RowAction =
  | {
      readonly do:
        | 'open'
        | 'linked'
        | 'read'
        | 'highlight'
        | 'marker'
        | 'compareFlash'
        | 'rangeFrom'
        | 'rangeTo';
    }
  | { readonly do: 'copy'; readonly what: CopyWhat }
  | { readonly do: 'narrow'; readonly by: NarrowDto['by']; readonly how: NarrowDto['how'] };

export interface RowMenuItem {
  readonly action: RowAction;
  readonly text: string;
  readonly icon?: string;
  /** The key that does the same. */
  readonly key?: string;
  readonly disabled?: boolean;
}

/** Items in groups, for a menu. */
export type RowMenuGroups = readonly (readonly RowMenuItem[])[];

const longest = 40;

/** What a row's menu offers. @param selected how many rows are selected, of which this is one */
export function rowMenu(context: LogsContext, item: LogItemDto, selected: number): RowMenuGroups {
  if (item.kind === 'note')
    return [
      ...(item.canRead
        ? [
            [
              {
                action: { do: 'read' },
                text: l10n.t('Read what is missing here'),
                icon: 'cloud-download',
              } as const,
            ],
          ]
        : []),
      ...(item.flash === undefined
        ? []
        : [
            [
              {
                action: { do: 'compareFlash' },
                text: l10n.t('Compare with Before the Flash'),
                icon: 'diff',
              } as const,
            ],
          ]),
      placed(),
    ];
  return [
    [
      { action: { do: 'open' }, text: l10n.t('Details of the Row'), icon: 'info', key: 'Enter' },
      ...linked(item),
    ],
    copies(item, selected),
    narrowing(context, item, 'only'),
    narrowing(context, item, 'hide'),
    [
      {
        action: { do: 'highlight' },
        text: l10n.t(
          'Highlight {0}',
          item.code === undefined ? eventName(context.names, item.type) : short(item.code),
        ),
        icon: 'paintcan',
        disabled: context.snapshot.highlights.length >= mostRules,
      },
      ...placed(),
    ],
  ];
}

/** Between what was sent and its report. */
function linked({ command }: LogRowDto): readonly RowMenuItem[] {
  if (command?.latencyMs === undefined) return [];
  const text = command.role === 'sent' ? l10n.t('Show Its Report') : l10n.t('Show Its Command');
  return [{ action: { do: 'linked' }, text, icon: 'link' }];
}

function copies({ value }: LogRowDto, selected: number): readonly RowMenuItem[] {
  const copy = (what: CopyWhat, text: string, more: Partial<RowMenuItem> = {}): RowMenuItem => ({
    action: { do: 'copy', what },
    text,
    icon: what === 'json' ? 'json' : 'copy',
    ...more,
  });
  if (selected > 1)
    return [
      copy('value', l10n.t('Copy Values ({0})', selected)),
      copy('rows', l10n.t('Copy Rows ({0})', selected), { key: 'Ctrl+C' }),
      copy('json', l10n.t('Copy JSON ({0})', selected)),
    ];
  return [
    copy('value', l10n.t('Copy Value'), { disabled: value.kind === 'none' }),
    copy('rows', l10n.t('Copy Row'), { key: 'Ctrl+C' }),
    copy('json', l10n.t('Copy JSON')),
  ];
}

function narrowing(
  { names }: LogsContext,
  { code, type, from, value }: LogRowDto,
  how: NarrowDto['how'],
): readonly RowMenuItem[] {
  const item = (by: NarrowDto['by'], name: string): RowMenuItem => ({
    action: { do: 'narrow', by, how },
    text: how === 'only' ? l10n.t('Show Only {0}', name) : l10n.t('Hide {0}', name),
    ...(by === 'code' && { icon: how === 'only' ? 'filter' : 'eye-closed' }),
  });
  // A cut value isn't the value.
  const hasValue = code !== undefined && value.text !== '' && !value.truncated;
  const own = value.shown && value.kind !== 'binary' ? `${value.text} (${value.shown.text})` : value.text;
  return [
    ...(code === undefined ? [] : [item('code', short(code))]),
    ...(hasValue ? [item('value', how === 'only' ? `${short(code)} = ${short(own)}` : short(own))] : []),
    item('type', eventName(names, type)),
    ...(from === undefined ? [] : [item('source', sourceName(names, from))]),
  ];
}

function placed(): readonly RowMenuItem[] {
  return [
    { action: { do: 'marker' }, text: l10n.t('Add Marker Here'), icon: 'bookmark' },
    { action: { do: 'rangeFrom' }, text: l10n.t('Range from Here'), icon: 'calendar' },
    { action: { do: 'rangeTo' }, text: l10n.t('Range to Here') },
  ];
}

function short(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
