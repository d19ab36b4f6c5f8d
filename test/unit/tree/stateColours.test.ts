import { describe, expect, it } from 'vitest';
import { deviceIcon } from '../../../src/tree/nodes/deviceIcon.js';
import { DeviceNode } from '../../../src/tree/nodes/deviceNode.js';
import { contrast } from '../../support/contrast.js';
import { iconFacts } from '../../support/deviceIcons.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { builtinThemes } from '../../support/themes.js';
import { aTree, flat } from '../../support/treeSetup.js';

const states = [true, false, undefined];

/** What is drawn, whatever its colour. */
const shapeOf = (category: string, online: boolean | undefined): string | undefined => {
  const { svg, ink } = iconFacts(deviceIcon(category, online)) ?? {};
  return svg?.replaceAll(ink ?? '', '');
};

describe('the icon of a device', () => {
  it('is that of its kind and its state in the tree', async () => {
    const { cloud, core } = aFleet();
    cloud.project = states.map((online, at) =>
      aDevice(`d${at}`, { uid: 'u', category: 'dj', ...(online !== undefined && { online }) }),
    );
    cloud.users.set('u', cloud.project);
    const rows = flat(await aTree(core).rows()).filter(({ node }) => node instanceof DeviceNode);
    expect(
      rows.map(({ item }) => iconFacts(item.iconPath)).map((icon) => `${icon?.kind} ${icon?.state}`),
    ).toEqual(['lamp online', 'lamp offline', 'lamp unknown']);
  });

  it('has a shape of its own for each state and each kind, without any colour', () => {
    const categories = [
      'dj',
      'cz',
      'kg',
      'wg2',
      'wsdcg',
      'pir',
      'mcs',
      'sj',
      'zndb',
      'sp',
      'ms',
      'wnykq',
      'cl',
    ];
    const shapes = [...categories, 'ywbj', 'qt', 'sd', 'no such category'].flatMap((category) =>
      states.map((online) => shapeOf(category, online)),
    );
    expect(new Set(shapes).size).toBe(shapes.length);
    expect(shapeOf('dd', true)).toBe(shapeOf('dj', true));
  });

  it.each([...builtinThemes])('is seen in VS Code’s theme %s', (_name, { kind, variables }) => {
    const isLight = kind === 'vscode-light' || kind === 'vscode-high-contrast-light';
    for (const online of states) {
      const { ink = '' } = iconFacts(deviceIcon('dj', online), isLight ? 'light' : 'dark') ?? {};
      expect(contrast(ink, variables['--vscode-sideBar-background'] ?? '')).toBeGreaterThanOrEqual(3);
    }
  });
});
