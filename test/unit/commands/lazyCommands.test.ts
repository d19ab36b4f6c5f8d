import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aWorkbench } from '../../support/commandSetup.js';
import { workbench } from '../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;

beforeEach(async () => {
  bench = await aWorkbench();
});
afterEach(async () => {
  vi.doUnmock('../../../src/commands/search/findDevice.js');
  await bench.end();
});

describe('a command whose module is loaded with the first call', () => {
  it('tells a module that cannot be loaded like every other failure, and loads it with the next call', async () => {
    vi.doMock('../../../src/commands/search/findDevice.js', () => {
      throw new Error('damaged');
    });
    await expect(bench.run('tuya.findDevice')).resolves.toBeUndefined();
    expect(workbench.errors).toEqual(['Something unexpected went wrong. See the extension log for details.']);
    expect(bench.logged.at(-1)).toMatch(/^error tuya\.findDevice failed/);

    vi.doUnmock('../../../src/commands/search/findDevice.js');
    await bench.run('tuya.findDevice');
    expect(workbench.errors.at(-1)).toBe('There is no project yet.');
  });
});
