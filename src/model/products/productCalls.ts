import type { Asking } from '../../base/asking.js';
import { isAbortError } from '../../base/errors.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { ProductDefinition } from '../../tuya/results.js';
import { isRefusal } from '../projects/refusals.js';
import { normalPoints } from './normalise.js';
import type { ProductModel } from './productModel.js';
import { withStandardCodes } from './standardCodes.js';

/** The calls that say what a product is; `TuyaClient.products` has them. */
export interface ProductCalls {
  thingModel(deviceId: string, signal?: AbortSignal): Promise<ProductDefinition>;
  specification(
    deviceId: string,
    form: 'v1.1' | 'v1.0' | 'iot-03',
    signal?: AbortSignal,
  ): Promise<ProductDefinition>;
}

/** Where clients are from; `Connections` fits. */
export interface ProductClients {
  client(projectId: string, asking: Asking): Promise<{ readonly products: ProductCalls }>;
}

/** The ways to a product's model, the richest answer first. */
export const routes = ['thingModel', 'v1.1', 'v1.0', 'iot-03'] as const;
export type Route = (typeof routes)[number];

export type Answer = Omit<ProductModel, 'productId' | 'readAt' | 'file'>;

/** What asking for a model came to, and what it showed of the ways that were tried. */
export interface Asked {
  readonly outcome:
    | { readonly kind: 'read'; readonly answer: Answer; readonly route: Route }
    | { readonly kind: 'none' }
    | { readonly kind: 'refused'; readonly problem: unknown };
  /** Ways that this project may not take, each with its refusal. */
  readonly refused: ReadonlyMap<Route, TuyaError>;
  /** Set where a way failed that may know the codes which the model lacks: they are worth asking for again. */
  readonly isUnsettled?: true;
}

/** What is asked for, through which device. */
export interface ModelQuestion {
  readonly deviceId: string;
  /** What devices of the product report. */
  readonly codes: ReadonlySet<string>;
  readonly closedBy: (route: Route) => TuyaError | undefined;
}

/**
 * Asks one way after the other until one answers with data points: one call where all is well. A thing model that lacks
 * a reported code is completed from the specification, which is one call more. What a way that is closed would answer
 * isn't asked.
 * @throws TuyaError where the cloud, or the way to it, failed; the other ways would fail as well
 */
export async function askForModel(
  calls: ProductCalls,
  { deviceId, codes, closedBy }: ModelQuestion,
  signal: AbortSignal,
): Promise<Asked> {
  const refused = new Map<Route, TuyaError>();
  let closed: TuyaError | undefined;
  let unreadable: unknown;
  // v1.0 says nothing that v1.1 doesn't, and is of the same API group: it is for clouds that have no v1.1.
  let isOldFormWorthwhile = true;
  /** The thing model, where it lacks a code. */
  let lacking: Answer | undefined;
  for (const route of routes) {
    // The last way tells no numbers to join by.
    if (lacking && route === 'iot-03') break;
    const closing = closedBy(route);
    closed ??= closing;
    if (closing || (route === 'v1.0' && !isOldFormWorthwhile)) continue;
    try {
      const answer = answerOf(await ask(calls, route, deviceId, signal));
      if (route === 'v1.1') isOldFormWorthwhile = false;
      if (answer.points.length === 0) continue;
      if (lacking) return read({ ...lacking, points: withStandardCodes(lacking.points, answer.points) });
      if (route !== 'thingModel' || hasAll(answer, codes)) return read(answer, route);
      lacking = answer;
    } catch (error) {
      if (isAbortError(error)) throw error;
      if (route === 'v1.1') isOldFormWorthwhile = mayBeOfTheForm(error);
      if (isGroupRefusal(error)) refused.set(route, error);
      else if (isRefusal(error)) unreadable ??= saysThatThereIsNone(error) ? undefined : error;
      else if (lacking) return { ...read(lacking), isUnsettled: true };
      else throw error;
    }
  }
  if (lacking) return read(lacking);
  if (unreadable !== undefined) throw unreadable;
  // What is closed may be what knows: then nobody can say that there is none.
  const [problem = closed] = refused.values();
  return { outcome: problem === undefined ? { kind: 'none' } : { kind: 'refused', problem }, refused };

  function read(answer: Answer, route: Route = 'thingModel'): Asked {
    return { outcome: { kind: 'read', answer, route }, refused };
  }
}

function hasAll({ points }: Answer, codes: ReadonlySet<string>): boolean {
  const known = new Set(points.map(({ code }) => code));
  return [...codes].every((code) => known.has(code));
}

function ask(
  calls: ProductCalls,
  route: Route,
  deviceId: string,
  signal: AbortSignal,
): Promise<ProductDefinition> {
  return route === 'thingModel'
    ? calls.thingModel(deviceId, signal)
    : calls.specification(deviceId, route, signal);
}

function answerOf(definition: ProductDefinition): Answer {
  const { points, unread } = normalPoints(definition);
  const { source, category } = definition;
  return {
    source,
    ...(typeof category === 'string' && category !== '' && { category: category.slice(0, 40) }),
    points,
    ...(unread > 0 && { unread }),
  };
}

/** No right to a group of calls, or to this device: only the codes that mean the one or the other. */
export function isGroupRefusal(error: unknown): error is TuyaError {
  if (!TuyaError.is(error)) return false;
  const { reason, code } = error;
  return reason === 'subscription' || code === noRight;
}

/** "No permission": of the calls, or of one device. */
const noRight = 1106;

/** Whether a refusal is surely of the calls. */
export function isOfTheCalls({ code }: Pick<TuyaError, 'code'>): boolean {
  return code !== noRight;
}

/** The path isn't known there, or its answer can't be read: another form may do. */
function mayBeOfTheForm(error: unknown): boolean {
  return TuyaError.is(error) && (error.code === unknownPath || error.reason === 'malformed');
}

const unknownPath = 1108;

/** The calls aren't there, or this device has nothing that they could answer. */
function saysThatThereIsNone(error: unknown): boolean {
  return TuyaError.is(error) && error.reason === 'unsupported';
}
