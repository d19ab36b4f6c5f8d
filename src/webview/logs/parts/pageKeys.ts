export type PageCommand = 'find' | 'next' | 'previous' | 'close' | 'marker' | 'sinceFlash' | 'pause';

/** Keys that count wherever the focus is, and single letters where it is in the rows. */
export function pageKey(event: KeyboardEvent): PageCommand | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const isControl = event.ctrlKey || event.metaKey;
  if (event.key === 'F3') return event.shiftKey ? 'previous' : 'next';
  if (isControl && event.key.toLowerCase() === 'f') return 'find';
  if (event.key === 'Escape') return 'close';
  const inRows = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'grid';
  if (!inRows || isControl || event.altKey) return undefined;
  switch (event.key) {
    case '/':
      return 'find';
    case 'm':
      return 'marker';
    case 'f':
      return 'sinceFlash';
    case ' ':
      return 'pause';
    default:
      return undefined;
  }
}
