import { describe, expect, it } from 'vitest';
import { DeviceNode } from '../../../src/tree/nodes/deviceNode.js';
import builtinThemes from '../../fixtures/builtinThemes.json' with { type: 'json' };
import { contrast } from '../../support/contrast.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { aTree, flat } from '../../support/treeSetup.js';

/** What a state's icon is painted with: a theme's colour by its name, or the colour of all icons. */
const colours = { 'charts.green': 'green' } as const;

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
