import { eventTypes } from '../logs/logEvent.js';
import { isCustom, type PointDefinition } from '../products/definition.js';
import type { DpValue } from '../products/product.js';
import { ApiError } from '../requests/apiError.js';
import { JsonBody } from '../requests/jsonBody.js';
import type { Call } from './call.js';
import { modelledDevice } from './models.js';

/** How long a device takes to report what it was told. */
const answerMs = 150;
/** In the log's table of sources: the cloud. */
const fromCloud = 4;

interface Command {
  readonly code: string;
  readonly value: DpValue;
}

/** Sets data points of the standard set. A device that has the value already reports nothing. */
export function sendCommands(call: Call): unknown {
  const device = modelledDevice(call);
  const commands = new JsonBody(call.request, ['commands']).requiredList('commands').map(readCommand);
  for (const { code, value } of commands) {
    const point = device.product.defined.find((each) => each.code === code);
    if (!point || isCustom(point) || point.access === 'ro') throw new ApiError(2008);
    if (!fits(point, value)) throw new ApiError(1104);
  }
  if (call.world.isFrozen(device)) throw new ApiError(2047);
  if (!call.world.isOnline(device, call.now)) throw new ApiError(2001);
  const now = new Map(call.world.read(device, call.now).points.map(({ code, value }) => [code, value]));
  for (const { code, value } of commands) {
    call.world.addEvent(device, { time: call.now, type: eventTypes.command, from: fromCloud, code, value });
    if (now.get(code) === value) continue;
    call.world.addEvent(device, { time: call.now + answerMs, type: eventTypes.report, code, value });
  }
  return true;
}

function readCommand(raw: unknown): Command {
  const { code, value } = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<
    Record<'code' | 'value', unknown>
  >;
  if (typeof code !== 'string' || code === '') throw new ApiError(1109, 'param is illegal: code');
  // A value that is JSON may come as an object, and is kept as text.
  if (typeof value === 'object' && value !== null) return { code, value: JSON.stringify(value) };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new ApiError(1109, 'param is illegal: value');
  return { code, value };
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
