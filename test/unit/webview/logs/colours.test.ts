import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import builtinThemes from '../../../fixtures/builtinThemes.json' with { type: 'json' };

const sheet = fileURLToPath(new URL('../../../../src/webview/logs/logColours.css', import.meta.url));

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe('the colour of a log’s second device', () => {
  it.each(Object.entries(builtinThemes))('is seen in VS Code’s theme %s', async (_name, theme) => {
    const [dark, light] = [...(await readFile(sheet, 'utf8')).matchAll(/--orange: (#[0-9a-f]{6})/g)].map(
      ([, hex]) => hex ?? '',
    );
    const own = luminance(theme.editor) < 0.5 ? dark : light;
    expect(contrast(own ?? '', theme.editor)).toBeGreaterThanOrEqual(3);
  });
});
