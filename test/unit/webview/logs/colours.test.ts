import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import builtinThemes from '../../../fixtures/builtinThemes.json' with { type: 'json' };
import { contrast, luminance } from '../../../support/contrast.js';

const sheet = fileURLToPath(new URL('../../../../src/webview/logs/logColours.css', import.meta.url));

describe('the colour of a log’s second device', () => {
  it.each(Object.entries(builtinThemes))('is seen in VS Code’s theme %s', async (_name, theme) => {
    const [dark, light] = [...(await readFile(sheet, 'utf8')).matchAll(/--orange: (#[0-9a-f]{6})/g)].map(
      ([, hex]) => hex ?? '',
    );
    const own = luminance(theme.editor) < 0.5 ? dark : light;
    expect(contrast(own ?? '', theme.editor)).toBeGreaterThanOrEqual(3);
  });
});
