import { isDeeperThan } from '../../base/boundedJson.js';
import { TuyaError } from '../errors/errors.js';
import type { CallInfo, OperationName } from '../operations.js';
import { readDone } from '../schemas/lists.js';
import { pathId, type ApiCall, type ApiRunner } from '../wire/apiCall.js';

/** A data point, and the value it is to have. */
export interface PointCommand {
  readonly code: string;
  /** As the wire has it: a boolean, a number before scaling, a text; JSON as its text. */
  readonly value: unknown;
}

/** Data points of the standard set go by either; `iot-03` is of the API group IoT Core. */
export type CommandForm = 'iot-03' | 'v1.0';

/** The cloud has taken a command. What the device makes of it is another matter. */
export interface CommandReceipt {
  /** When it left, epoch ms by the local clock. */
  readonly sentAt: number;
  /** From then until the answer, ms. */
  readonly ms: number;
  /** The answer's own time, epoch ms by the cloud's clock; absent where it says none. */
  readonly cloudTime?: number;
}

export type CommandHooks = Pick<ApiCall<void>, 'mayLeave' | 'onCall'>;

const pointsAtMost = 100;
/** UTF-16 units of all values of a command. */
const longestValues = 64 * 1024;
const deepestValue = 20;

/**
 * Sets data points. As every write each is sent once, and fails with `outcomeUnknown` where no clear answer came. Code
 * 2008, or 2003, where a data point can't be set this way; 2001 where the device is offline.
 */
export class Commands {
  constructor(private readonly api: ApiRunner) {}

  /** Data points of the standard set, by the standard set's codes. */
  async send(
    deviceId: string,
    commands: readonly PointCommand[],
    form: CommandForm,
    signal?: AbortSignal,
    hooks?: CommandHooks,
  ): Promise<CommandReceipt> {
    const operation = 'commands.send';
    const device = pathId(operation, 'deviceId', deviceId);
    check(operation, commands);
    const path =
      form === 'iot-03'
        ? ['v1.0', 'iot-03', 'devices', device, 'commands']
        : ['v1.0', 'devices', device, 'commands'];
    const body = { commands: commands.map(({ code, value }) => ({ code, value })) };
    return this.post(operation, path, body, signal, hooks);
  }

  /** Any data point of the product, by the thing model's codes: the product's own ones too. */
  async issue(
    deviceId: string,
    commands: readonly PointCommand[],
    signal?: AbortSignal,
    hooks?: CommandHooks,
  ): Promise<CommandReceipt> {
    const operation = 'commands.issue';
    const device = pathId(operation, 'deviceId', deviceId);
    check(operation, commands);
    const path = ['v2.0', 'cloud', 'thing', device, 'shadow', 'properties', 'issue'];
    // JSON within JSON. Without a prototype no code of a data point means anything else than itself.
    const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const { code, value } of commands) properties[code] = value;
    return this.post(operation, path, { properties: JSON.stringify(properties) }, signal, hooks);
  }

  private async post(
    operation: OperationName,
    path: readonly string[],
    body: NonNullable<ApiCall<void>['body']>,
    signal: AbortSignal | undefined,
    { mayLeave, onCall: told }: CommandHooks = {},
  ): Promise<CommandReceipt> {
    let answered: CallInfo | undefined;
    const onCall = (info: CallInfo): void => {
      answered = info;
      told?.(info);
    };
    await this.api.run(
      { operation, method: 'POST', path, body, read: readDone, onCall, ...(mayLeave && { mayLeave }) },
      signal,
    );
    const { at: sentAt = 0, ms = 0, cloudTime } = answered ?? {};
    return { sentAt, ms, ...(cloudTime !== undefined && { cloudTime }) };
  }
}

/** @throws TuyaError `invalid`; nothing is sent by this */
function check(operation: OperationName, commands: readonly PointCommand[]): void {
  const invalid = (field: string, problem: string): TuyaError => TuyaError.invalid(operation, field, problem);
  if (commands.length === 0 || commands.length > pointsAtMost)
    throw invalid('commands', `must be 1 to ${pointsAtMost}`);
  if (new Set(commands.map(({ code }) => code)).size < commands.length)
    throw invalid('commands', 'must name each data point once');
  let length = 0;
  for (const { code, value } of commands) {
    if (code.trim() === '') throw invalid('code', 'must not be empty');
    if (!isJson(value)) throw invalid('value', 'must be JSON');
    length += JSON.stringify(value).length;
  }
  if (length > longestValues) throw invalid('value', 'is too long');
}

function isJson(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'object') return !isDeeperThan(value, deepestValue);
  return typeof value === 'string' || typeof value === 'boolean';
}
