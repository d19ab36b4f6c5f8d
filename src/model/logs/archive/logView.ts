import { sentKey, sentType } from '../rows/commandRow.js';
import { eventSourceKeys, eventTypeKeys } from '../rows/logNames.js';

const types = [...Object.entries(eventTypeKeys), [String(sentType), sentKey] as const];
const sources = Object.entries(eventSourceKeys);

const words = (pairs: readonly (readonly [string, string])[], literal: (key: string) => string): string =>
  pairs.map(([key, word]) => `WHEN ${literal(key)} THEN '${word}'`).join(' ');

/** The milliseconds of a second, also before 1970. */
const ms = '(rows.time % 1000 + 1000) % 1000';

/**
 * The archive for people and other programs, described in docs/log-files.md: columns may be added at its end, and none
 * changes or goes. Nothing of the extension reads it.
 */
export const logView = `CREATE VIEW log AS SELECT
  strftime('%Y-%m-%dT%H:%M:%S', (rows.time - ${ms}) / 1000, 'unixepoch') || printf('.%03dZ', ${ms}) AS time,
  devices.id AS device,
  CASE rows.type ${words(types, (key) => key)} ELSE 'type ' || rows.type END AS type,
  rows.code AS code,
  rows.value AS value,
  CASE rows.source ${words(sources, (key) => `'${key}'`)} ELSE rows.source END AS source,
  rows.time AS time_ms,
  rows.type AS type_id,
  rows.key AS row_key,
  rows.place AS place
FROM rows JOIN devices ON devices.n = rows.device`;
