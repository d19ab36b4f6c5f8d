import type { ChartTheme } from './chartTheme.js';

const labelHeight = 18;
const margin = 8;

/** One picture of all lanes with their names above them, and the axis beneath. */
export function chartPng(
  canvases: readonly HTMLCanvasElement[],
  labels: readonly string[],
  { background, text, font }: ChartTheme,
): string {
  const scale = window.devicePixelRatio;
  const picture = document.createElement('canvas');
  const labelled = Math.min(labels.length, canvases.length);
  picture.width = Math.max(1, ...canvases.map(({ width }) => width)) + Math.round(2 * margin * scale);
  picture.height =
    canvases.reduce((sum, { height }) => sum + height, 0) +
    Math.round((labelled * labelHeight + 2 * margin) * scale);
  const context = picture.getContext('2d');
  if (!context) return '';
  context.fillStyle = background;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = text;
  context.font = font.replace(/^([\d.]+)px/, (_, size: string) => `${Number(size) * scale}px`);
  context.textBaseline = 'middle';
  let top = margin * scale;
  for (const [index, canvas] of canvases.entries()) {
    const label = labels[index];
    if (label !== undefined) {
      context.fillText(
        label,
        margin * scale,
        top + (labelHeight / 2) * scale,
        picture.width - 2 * margin * scale,
      );
      top += labelHeight * scale;
    }
    context.drawImage(canvas, Math.round(margin * scale), Math.round(top));
    top += canvas.height;
  }
  return picture.toDataURL('image/png');
}
