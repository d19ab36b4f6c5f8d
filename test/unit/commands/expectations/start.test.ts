import { beforeEach, describe, expect, it, vi } from 'vitest';
import { watchForExpectations } from '../../../../src/commands/expectations/start.js';
import type { CommandDeps } from '../../../../src/commands/commandDeps.js';
import { Uri, workbench, workspace } from '../../../support/vscodeShim.js';

const started = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../../../src/commands/expectations/explorer.js', () => ({
  ExpectationExplorer: class {
    constructor() {
      started.count++;
    }
  },
}));

const watch = () => watchForExpectations({} as CommandDeps);
const open = (): void => void (workspace.workspaceFolders = [{ uri: Uri.file('/w'), name: 'w' }]);

describe('a window', () => {
  beforeEach(() => {
    workbench.reset();
    started.count = 0;
  });

  it('without a folder looks for nothing', () => {
    watch();
    expect(workbench.searches).toEqual([]);
    expect(started.count).toBe(0);
  });

  it('with a folder looks for one file of expectations, once, and loads nothing where there is none', async () => {
    open();
    watch();
    await Promise.resolve();
    workbench.documentOpened.fire({ languageId: 'yaml' });
    expect(workbench.searches).toEqual(['**/*.tuya.yaml 1']);
    expect(started.count).toBe(0);
  });

  it('starts with the first file that is there or opened, once', async () => {
    open();
    workbench.found.push('file');
    watch();
    await expect.poll(() => started.count).toBe(1);
    workbench.documentOpened.fire({ languageId: 'tuya-expectations' });
    await Promise.resolve();
    expect(started.count).toBe(1);
  });

  it('starts with a file that is opened without any folder', async () => {
    watch();
    workbench.documentOpened.fire({ languageId: 'tuya-expectations' });
    await expect.poll(() => started.count).toBe(1);
  });
});
