import { nameHash } from '../../src/simulator/requests/random.js';
import type { FaultServer } from '../support/faultServer.js';
import { Dice } from '../support/logEntries.js';
import { kinds, type Kind } from './kinds.js';
import { LabCloud, sizes } from './labCloud.js';

/** What a client is asked to do. The last two read 20 pages each, one after the other. */
export const verbs = ['GET', 'PUT', 'POST', 'DELETE', 'pages', 'log'] as const;
export type Verb = (typeof verbs)[number];

/**
 * How the fault is met: by one call, by one call that took place all the same, by every call from one on, or by the call
 * for the access token.
 */
export const ways = ['once', 'done', 'lasting', 'token'] as const;
export type Way = (typeof ways)[number];

export interface LabCase {
  /** `http500 once GET` */
  readonly name: string;
  readonly kind: Kind;
  readonly way: Way;
  readonly verb: Verb;
}

/** More calls than any client makes for one case. */
const forEver = 400;

export const isList = (verb: Verb): boolean => verb === 'pages' || verb === 'log';
export const isWrite = (verb: Verb): boolean => verb === 'PUT' || verb === 'POST' || verb === 'DELETE';

export const labCases: readonly LabCase[] = kinds.flatMap((kind) =>
  ways.flatMap((way) =>
    verbs
      .filter((verb) => canMeet(kind, way, verb))
      .map((verb): LabCase => ({ name: `${kind.name} ${way} ${verb}`, kind, way, verb })),
  ),
);

function canMeet(kind: Kind, way: Way, verb: Verb): boolean {
  if (kind.twist) return isList(verb) && (way === 'once' || way === 'lasting');
  if (way === 'done') return kind.whenDone !== undefined && isWrite(verb);
  return way !== 'token' || !kind.isForOpenConnections;
}

/** How many reads go well before the case begins. */
export function warmUps({ kind }: LabCase): number {
  return kind.isForOpenConnections ? 2 : 0;
}

/**
 * Puts the fault of a case into the server, in the same place for every client.
 * @param now the client's clock, epoch ms
 */
export function arrange(
  test: LabCase,
  seed: number,
  server: FaultServer,
  otherHost: string,
  now: () => number,
): void {
  const { name, kind, way, verb } = test;
  const dice = new Dice(seed + nameHash(name));
  const isLasting = way === 'lasting';
  const at = isList(verb) ? 2 + dice.below(sizes.pages - 2) : 1;
  // One row that comes again can't be told from a second event of its millisecond.
  const overlap = 2 + dice.below(29);
  const cloud = new LabCloud(kind.twist && { twist: kind.twist, page: at, isLasting, overlap });
  server.answer = (arrived) => cloud.answer(arrived);
  if (kind.skewMs !== undefined && !isLasting) {
    const { skewMs } = kind;
    const isSkewed = (): boolean => way === 'token' || server.businessCalls.length >= at;
    server.now = () => now() + (isSkewed() ? skewMs : 0);
    return;
  }
  server.now = now;
  const make = way === 'done' ? kind.whenDone : kind.calls;
  if (!make) return;
  const faults = Array.from({ length: isLasting ? forEver : (kind.times ?? 1) }, () =>
    make({ dice, otherHost }),
  );
  if (way === 'token') server.tokenFaults.push(...faults.flat());
  else server.faults.push(...passed(warmUps(test) + at - 1), ...faults.flat());
}

/** So many calls that are let through. */
function passed(calls: number): undefined[] {
  return Array.from({ length: calls }, () => undefined);
}
