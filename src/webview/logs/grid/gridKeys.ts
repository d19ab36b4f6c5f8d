/** What a key means in the grid. */
export type GridCommand =
  | {
      readonly do: 'move';
      readonly by: number | 'page' | '-page' | 'start' | 'end';
      readonly extend: boolean;
    }
  | { readonly do: 'columns'; readonly by: number }
  | { readonly do: 'selectAll' | 'copy' | 'open' | 'toggle' | 'menu' };

export function gridCommand(event: KeyboardEvent): GridCommand | undefined {
  const { key, shiftKey: extend, altKey } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (altKey) return undefined;
  switch (key) {
    case 'ArrowDown':
      return { do: 'move', by: 1, extend };
    case 'ArrowUp':
      return { do: 'move', by: -1, extend };
    case 'ArrowRight':
      return { do: 'columns', by: 1 };
    case 'ArrowLeft':
      return { do: 'columns', by: -1 };
    case 'PageDown':
      return { do: 'move', by: 'page', extend };
    case 'PageUp':
      return { do: 'move', by: '-page', extend };
    case 'Home':
      return { do: 'move', by: 'start', extend };
    case 'End':
      return { do: 'move', by: 'end', extend };
    case 'Enter':
      return { do: 'open' };
    case 'ContextMenu':
      return { do: 'menu' };
    case 'F10':
      return extend ? { do: 'menu' } : undefined;
    case 'a':
      return isControl ? { do: 'selectAll' } : undefined;
    case 'c':
      return isControl && !extend ? { do: 'copy' } : undefined;
    case ' ':
      return isControl ? { do: 'toggle' } : undefined;
    default:
      return undefined;
  }
}

type Move = Extract<GridCommand, { do: 'move' }>['by'];

/** Where a move ends, from `at`, or from outside where no row is active; undefined where there are no rows. */
export function moveTarget(
  by: Move,
  at: number | undefined,
  page: number,
  total: number,
): number | undefined {
  if (total === 0) return undefined;
  const rows = { page, '-page': -page, start: -Infinity, end: Infinity }[by] ?? Number(by);
  const target = at === undefined ? (rows > 0 ? Infinity : 0) : at + rows;
  return Math.max(0, Math.min(total - 1, target));
}
