/** What a key means in the grid. */
export type GridCommand =
  | {
      readonly do: 'move';
      readonly by: number | 'page' | '-page' | 'start' | 'end';
      readonly extend: boolean;
    }
  | { readonly do: 'columns'; readonly by: number }
  | { readonly do: 'selectAll' | 'copy' | 'open' | 'toggle' };

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
