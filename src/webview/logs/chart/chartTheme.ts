import type { IDisposable } from '../../../base/lifecycle.js';

/** Colours and the font as a canvas takes them. */
export interface ChartTheme {
  readonly text: string;
  readonly dim: string;
  readonly grid: string;
  readonly background: string;
  /** Of a device, by its colour's number. */
  readonly line: (colour: number) => string;
  readonly font: string;
}

/** Reads the theme as it is now: a canvas knows no variables. */
export function readTheme(root: HTMLElement): ChartTheme {
  const probe = document.createElement('span');
  probe.hidden = true;
  root.append(probe);
  const resolved = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const lines = Array.from({ length: 8 }, (_, colour) => {
    probe.className = `colour-${colour}`;
    return resolved('--device');
  });
  const theme = {
    text: resolved('--text'),
    dim: resolved('--dim'),
    grid: resolved('--chart-grid'),
    background: resolved('--chart-background'),
    line: (colour: number) => lines[colour] ?? lines[0] ?? '',
    font: `11px ${getComputedStyle(root).fontFamily}`,
  };
  probe.remove();
  return theme;
}

/** Tells when VS Code has put another theme on the page: classes of the body, variables of the root. */
export function watchTheme(changed: () => void): IDisposable {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  return { dispose: () => observer.disconnect() };
}
