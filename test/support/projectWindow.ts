import { silentLogger } from '../../src/base/logger.js';
import { ProjectStore, type ProjectsChange } from '../../src/model/projects/projectStore.js';
import { MemoryState, MemoryVault } from './storage.js';

export const draft = {
  name: 'Bench',
  kind: 'cloud',
  endpoint: 'https://openapi.tuyaeu.com',
  dataCenter: 'eu',
  accessId: 'id-1',
  uids: [],
} as const;
export const secret = 'the-access-secret';

/** The projects as one window has them. */
export function aWindow(state = new MemoryState(), vault = new MemoryVault(), prefix = 'p') {
  let count = 0;
  const store = new ProjectStore(state, vault, () => `${prefix}${++count}`, silentLogger);
  const changes: ProjectsChange[] = [];
  store.onDidChange((change) => changes.push(change));
  return { state, vault, store, changes };
}

export const token = {
  version: 1,
  endpoint: draft.endpoint,
  accessId: draft.accessId,
  accessToken: 'the-token',
  obtainedAt: 1,
  expiresAt: 2,
} as const;
