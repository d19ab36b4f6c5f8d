import { describe, expect, it } from 'vitest';
import { eventSourceKeys, eventTypeKeys } from '../../../../../src/model/logs/rows/logNames.js';

describe('names of events', () => {
  // As the page has them: what each number is about, in its own words.
  it.each([
    [1, 'online'],
    [2, 'offline'],
    [3, 'activated'],
    [4, 'reset'],
    [5, 'command'],
    [6, 'firmware'],
    [7, 'report'],
    [8, 'semaphore'],
    [9, 'restart'],
    [10, 'timer'],
    [0, undefined],
    [-1, undefined],
    [11, undefined],
    [7.5, undefined],
    [99, undefined],
  ])('type %s is %s', (type, key) => {
    expect(new Map(Object.entries(eventTypeKeys)).get(String(type))).toBe(key);
  });

  it.each([
    ['1', 'device'],
    ['2', 'client'],
    ['3', 'thirdParty'],
    ['4', 'cloud'],
    ['5', 'appRemoved'],
    ['6', 'appReset'],
    ['7', 'appUpdateNotice'],
    ['8', 'deviceForcedUpdate'],
    ['9', 'appForcedUpdate'],
    ['10', 'appUpdateCheck'],
    ['11', 'platformRemoved'],
    ['12', 'developerRemoved'],
    ['13', 'clientRemoved'],
    ['16', 'energySaving'],
    ['-1', 'unknown'],
    ['0', undefined],
    ['14', undefined],
    ['15', undefined],
    ['17', undefined],
    ['01', undefined],
    ['', undefined],
    ['toString', undefined],
    ['constructor', undefined],
  ])('source %j is %s', (source, key) => {
    expect(new Map(Object.entries(eventSourceKeys)).get(source)).toBe(key);
  });

  it('are ten and fifteen, no name twice', () => {
    expect(new Set(Object.values(eventTypeKeys)).size).toBe(10);
    expect(new Set(Object.values(eventSourceKeys)).size).toBe(15);
  });
});
