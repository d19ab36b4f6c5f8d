import { describe, expect, it } from 'vitest';
import { DeviceNode } from '../../../src/tree/nodes/deviceNode.js';
import builtinThemes from '../../fixtures/builtinThemes.json' with { type: 'json' };
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { aTree, flat } from '../../support/treeSetup.js';

/** What a state's icon is painted with: a theme's colour by its name, or the colour of all icons. */
const colours = { 'charts.green': 'green' } as const;

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, 1.4.11: what is needed to understand a graphic has at least 3. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

async function iconsOfStates() {
  const { cloud, core } = aFleet();
  cloud.project = [true, false, undefined].map((online, at) =>
    aDevice(`d${at}`, { uid: 'u', ...(online !== undefined && { online }) }),
  );
  cloud.users.set('u', cloud.project);
  const rows = flat(await aTree(core).rows()).filter(({ node }) => node instanceof DeviceNode);
  return rows.map(({ item }) => item.iconPath as unknown as { id: string; color?: { id: string } });
}

describe('the icons of online, offline and unknown', () => {
  it('have each a shape of their own', async () => {
    const icons = await iconsOfStates();
    expect(new Set(icons.map(({ id }) => id)).size).toBe(3);
  });

  it.each(Object.entries(builtinThemes))('are seen in VS Code’s theme %s', async (_name, theme) => {
    for (const { id, color } of await iconsOfStates()) {
      const role = color ? colours[color.id as keyof typeof colours] : 'icon';
      expect(contrast(theme[role], theme.sideBar), id).toBeGreaterThanOrEqual(3);
    }
    // The same green says "online" in the details.
    expect(contrast(theme.green, theme.editor)).toBeGreaterThanOrEqual(3);
  });
});
