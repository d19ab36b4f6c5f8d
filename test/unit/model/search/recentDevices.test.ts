import { expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import { RecentDevices } from '../../../../src/model/search/recentDevices.js';
import { MemoryState } from '../../../support/storage.js';

function setUp(stored?: unknown) {
  const state = new MemoryState(new Map([['devices/recent', stored]]));
  const changed = new Emitter<ProjectsChange>();
  const recent = new RecentDevices(state, { onDidChange: changed.event });
  return { state, changed, recent, ids: () => recent.list().map(({ deviceId }) => deviceId) };
}

it('ten at most are kept for the next window, the latest first, each once', () => {
  const { recent, state, ids } = setUp();
  for (let at = 0; at < 12; at++) recent.note({ projectId: 'p', deviceId: `d${at}` });
  recent.note({ projectId: 'p', deviceId: 'd5' });
  expect(ids()).toEqual(['d5', 'd11', 'd10', 'd9', 'd8', 'd7', 'd6', 'd4', 'd3', 'd2']);
  expect(setUp(state.get('devices/recent')).ids()).toEqual(ids());
});

it('those of a project go with it, and with its keys', () => {
  const { recent, changed, ids } = setUp();
  for (const projectId of ['p', 'q', 'r']) recent.note({ projectId, deviceId: `of ${projectId}` });
  changed.fire({ removed: ['p'], rekeyed: ['q'] });
  expect(ids()).toEqual(['of r']);
});

it.each([null, 'x', [{ projectId: 'p' }], { a: 1 }])('what can’t be read is none: %j', (stored) => {
  expect(setUp(stored).ids()).toEqual([]);
});
