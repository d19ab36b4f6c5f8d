import { expect, it } from 'vitest';
import { revealDevice } from '../../../../src/commands/devices/revealDevice.js';
import { describeProblem } from '../../../../src/platform/errorMessages/problemTexts.js';

const ref = { projectId: 'p', deviceId: 'd' };

function setUp({ isThere = true, isFiltered = false }) {
  return {
    core: { get: () => Promise.resolve({ viewOptions: { isFiltered } }) } as never,
    revealDevice: () => Promise.resolve(isThere),
  };
}

it('says nothing where the row is shown', async () => {
  await expect(revealDevice(setUp({}), ref)).resolves.toBeUndefined();
});

it('says where there is none, and that a filter may hide it', async () => {
  const told = async (isFiltered: boolean): Promise<unknown> =>
    revealDevice(setUp({ isThere: false, isFiltered }), ref).catch(describeProblem);
  const what = 'The device is not in the tree.';
  expect(await told(false)).toMatchObject({ what });
  expect(await told(true)).toMatchObject({ what, remedy: expect.stringContaining('filter') as string });
});
