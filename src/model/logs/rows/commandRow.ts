import type { LogEntry } from '../../../tuya/results.js';
import type { DeviceRef } from '../../projects/project.js';
import { commandOf, keptCommand } from '../../sending/keptCommand.js';
import type { SentCommand } from '../../sending/sentCommand.js';
import { rawText } from '../../values/decodeValue.js';
import type { LogRow } from './logTypes.js';

/** The event type of what was sent from here: no cloud has it. */
export const sentType = 1_000;
/** What it is called in filters. */
export const sentKey = 'sent';

const prefix = 'sent ';

/**
 * A command as a row among those of the cloud, by the cloud's clock. Its row key tells it from others, and its status is
 * all that is kept of it. Undefined while nobody knows when it left.
 */
export function commandEntry(command: SentCommand): LogEntry | undefined {
  const { cloudAt, code, key } = command;
  if (cloudAt === undefined) return undefined;
  const kept = keptCommand(command);
  return {
    ...{ eventTime: cloudAt, eventId: sentType, code, row: `${prefix}${key}`, status: JSON.stringify(kept) },
    ...(kept.value !== undefined && { value: rawText(kept.value) }),
    extra: {},
  };
}

/** The key of the command that a row stands for; undefined for a row of the cloud. */
export function commandKeyOf({ type, rowKey }: Pick<LogRow, 'type' | 'rowKey'>): string | undefined {
  return type === sentType && rowKey?.startsWith(prefix) ? rowKey.slice(prefix.length) : undefined;
}

/** The command that a row stands for, as it was when the row was kept; undefined for a row of the cloud. */
export function commandOfRow(row: LogRow, ref: DeviceRef): SentCommand | undefined {
  if (commandKeyOf(row) === undefined || row.status === undefined) return undefined;
  try {
    return commandOf(JSON.parse(row.status), ref, 0);
  } catch {
    return undefined;
  }
}
