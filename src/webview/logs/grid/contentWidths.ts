import type { LogColumn } from '../../../protocol/logLayout.js';
import type { EventNamesDto, LogsSnapshot } from '../../../protocol/logs.js';

/** Space around a cell's text, px. */
const padding = 16;
/** An icon or a dot before the text, with its margin. */
const mark = 21;
/** A column takes no more for its content: the rest is cut. */
const caps: Partial<Readonly<Record<LogColumn, number>>> = {
  device: 240,
  type: 200,
  code: 360,
  source: 240,
};

/** Width of a text in px, in the face of codes or in that of words. */
export type Measure = (text: string, face: 'code' | 'word') => number;

/** How wide columns would have to be for all that is known to come into them, up to a cap. */
export function contentWidths(
  { devices, counts }: Pick<LogsSnapshot, 'devices' | 'counts'>,
  names: EventNamesDto,
  measure: Measure,
): ReadonlyMap<LogColumn, number> {
  const word = (text: string): number => measure(text, 'word');
  const codes = devices.flatMap((device) => device.codes);
  const space = word(' ');
  const wanted: readonly (readonly [LogColumn, readonly number[]])[] = [
    ['device', devices.map(({ name }) => mark + word(name))],
    ['type', counts.map(({ type }) => mark + word(names.types[type] ?? ''))],
    [
      'code',
      codes.map(({ code, name }) => measure(code, 'code') + (name === undefined ? 0 : space + word(name))),
    ],
    ['source', Object.values(names.sources).map(word)],
  ];
  return new Map(
    wanted.map(([column, widths]) => {
      const widest = widths.reduce((most, width) => Math.max(most, width), 0);
      return [column, Math.min(caps[column] ?? Infinity, Math.ceil(widest) + padding)];
    }),
  );
}

/** Measures in the faces of the grid. */
export function measurer(grid: HTMLElement): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(grid);
  const mono = style.getPropertyValue('--mono') || 'monospace';
  const size = Number.parseFloat(style.getPropertyValue('--vscode-editor-font-size')) || 13;
  const faces = { word: `${style.fontSize} ${style.fontFamily}`, code: `${size * 0.9}px ${mono}` };
  const known = new Map<string, number>();
  return (text, face) => {
    const key = `${face} ${text}`;
    const seen = known.get(key);
    if (seen !== undefined || !context) return seen ?? 0;
    context.font = faces[face];
    const { width } = context.measureText(text);
    if (known.size < 5_000) known.set(key, width);
    return width;
  };
}
