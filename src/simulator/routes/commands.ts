import { eventTypes } from '../logs/logEvent.js';
import type { Blueprint } from '../fleet/fleet.js';
import { isCustom, type PointDefinition } from '../products/definition.js';
import type { DpValue } from '../products/product.js';
import { ApiError } from '../requests/apiError.js';
import { JsonBody } from '../requests/jsonBody.js';
import type { Call } from './call.js';
import { modelledDevice, ownCode } from './models.js';

/** In the log's table of sources: the cloud. */
const fromCloud = 4;
/** The text within the body of the issue route. */
const longestProperties = 64 * 1024;

interface Command {
  readonly code: string;
  readonly value: DpValue;
}

/** Sets data points of the standard set, by the standard set's codes. */
export function sendCommands(call: Call): unknown {
  const device = modelledDevice(call);
  const commands = new JsonBody(call.request, ['commands']).requiredList('commands').map(readCommand);
  const points = device.product.defined.filter((point) => !isCustom(point));
  tellDevice(
    call,
    device,
    commands,
    commands.map(({ code }) => points.find((each) => each.code === code)),
  );
  return true;
}

/** Sets any data point, by the thing model's codes. The properties are JSON as a text; the answer says "accepted" only. */
export function issueProperties(call: Call): unknown {
  const device = modelledDevice(call);
  const text = new JsonBody(call.request, ['properties']).requiredText('properties', longestProperties);
  const commands = readProperties(text);
  const points = device.product.defined;
  tellDevice(
    call,
    device,
    commands,
    commands.map(({ code }) => points.find((each) => ownCode(each) === code)),
  );
  return {};
}

/** All or nothing: refused as a whole, or told to the device, which does with it what it does. */
function tellDevice(
  { world, now }: Call,
  device: Blueprint,
  commands: readonly Command[],
  points: readonly (PointDefinition | undefined)[],
): void {
  const told = commands.map(({ value }, index) => {
    const point = points[index];
    if (!point || point.access === 'ro') throw new ApiError(2008);
    if (!fits(point, value)) throw new ApiError(1104);
    return { code: point.code, value };
  });
  if (!world.takeControl(device)) throw new ApiError(60001001);
  if (world.isFrozen(device)) throw new ApiError(2047);
  if (!world.isOnline(device, now)) throw new ApiError(2001);
  const values = new Map(world.read(device, now).points.map(({ code, value }) => [code, value]));
  const { does, atMost } = world.reactionOf(device);
  const delay = world.nextDelay(device);
  for (const { code, value } of told) {
    world.addEvent(device, { time: now, type: eventTypes.command, from: fromCloud, code, value });
    if (does === 'nothing' || delay === undefined) continue;
    const taken = does === 'clamp' && typeof value === 'number' ? Math.min(value, atMost) : value;
    if (taken === values.get(code) && does !== 'echo') continue;
    world.addEvent(device, { time: now + delay, type: eventTypes.report, code, value: taken });
  }
}

function readCommand(raw: unknown): Command {
  const { code, value } = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<
    Record<'code' | 'value', unknown>
  >;
  if (typeof code !== 'string' || code === '') throw new ApiError(1109, 'param is illegal: code');
  return { code, value: readValue(value) };
}

function readProperties(text: string): readonly Command[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new ApiError(1109, 'param is illegal: properties is not JSON');
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new ApiError(1109, 'param is illegal: properties is not an object');
  const commands = Object.entries(read).map(([code, value]) => ({ code, value: readValue(value) }));
  if (commands.length === 0) throw new ApiError(1100, 'param is empty: properties');
  return commands;
}

/** A value that is JSON may come as an object, and is kept as text. */
function readValue(value: unknown): DpValue {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new ApiError(1109, 'param is illegal: value');
  return value;
}

function fits({ type, values }: PointDefinition, value: DpValue): boolean {
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Integer':
      return typeof value === 'number' && isWithin(value, Number(values['min']), Number(values['max']));
    case 'Enum':
      return (values['range'] as readonly unknown[]).includes(value);
    default:
      return typeof value === 'string';
  }
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
