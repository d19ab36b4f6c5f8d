/** The page's table of event types. */
export const eventTypeKeys = {
  1: 'online',
  2: 'offline',
  3: 'activated',
  4: 'reset',
  5: 'command',
  6: 'firmware',
  7: 'report',
  8: 'semaphore',
  9: 'restart',
  10: 'timer',
} as const;

/** The page's table of event sources; there is no 14 and no 15. */
export const eventSourceKeys = {
  '-1': 'unknown',
  '1': 'device',
  '2': 'client',
  '3': 'thirdParty',
  '4': 'cloud',
  '5': 'appRemoved',
  '6': 'appReset',
  '7': 'appUpdateNotice',
  '8': 'deviceForcedUpdate',
  '9': 'appForcedUpdate',
  '10': 'appUpdateCheck',
  '11': 'platformRemoved',
  '12': 'developerRemoved',
  '13': 'clientRemoved',
  '16': 'energySaving',
} as const;

/** What came of a command, by the word for it in filters. */
export const verdictKeys = {
  waiting: 'waiting',
  applied: 'applied',
  appliedOther: 'other',
  noReport: 'none',
  same: 'same',
  unseen: 'unseen',
  offline: 'offline',
  refused: 'refused',
  unknown: 'unknown',
} as const;
