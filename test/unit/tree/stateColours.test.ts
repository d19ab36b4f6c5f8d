import { describe, expect, it } from 'vitest';
import { DeviceNode } from '../../../src/tree/nodes/deviceNode.js';
import { contrast } from '../../support/contrast.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { builtinThemes } from '../../support/themes.js';
import { aTree, flat } from '../../support/treeSetup.js';

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

  it.each([...builtinThemes])('are seen in VS Code’s theme %s', async (_name, { variables }) => {
    const colourOf = (id: string): string => variables[`--vscode-${id.replaceAll('.', '-')}`] ?? '';
    for (const { id, color } of await iconsOfStates()) {
      const own = colourOf(color?.id ?? 'icon.foreground');
      expect(contrast(own, colourOf('sideBar.background')), id).toBeGreaterThanOrEqual(3);
    }
  });
});
