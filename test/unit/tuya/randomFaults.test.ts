import { expect, it } from 'vitest';
import type { TuyaClient } from '../../../src/tuya/client.js';
import { healedBy } from '../../../src/tuya/errors/recovery.js';
import type { CallInfo, OperationName } from '../../../src/tuya/operations.js';
import { judge, type Ending, type Outcome } from '../../faults/judge.js';
import { isWrite, type Verb } from '../../faults/labCases.js';
import { kinds } from '../../faults/kinds.js';
import { LabCloud } from '../../faults/labCloud.js';
import { runOurs } from '../../faults/ourClient.js';
import { OtherHost } from '../../faults/otherHost.js';
import { FaultServer, type Fault } from '../../support/faultServer.js';
import { connect } from '../../support/faultServerClient.js';
import { Dice } from '../../support/logEntries.js';
import { soaked } from '../../support/soak.js';

/** Reads and writes of the client while three calls in ten meet a fault of any kind, tokens' calls included. */

const share = 0.3;
/** 20 seeds of 500 pages, and of at least 50 writes: 10,000 and 1,000. */
const seeds = soaked(
  Array.from({ length: 20 }, (_, index) => index + 1),
  [1, 2],
);
const pagesPerSeed = soaked(500, 80);
/** A reading is of 20 pages at most. */
const writesPerReading = 2;
const writes: readonly Verb[] = ['PUT', 'POST', 'DELETE'];
const lists: ReadonlySet<OperationName> = new Set(['devices.list', 'logs.page']);

/** Enough for all calls of a seed, repeats included. */
function randomFaults(dice: Dice, otherHost: string): (Fault | undefined)[] {
  const meetable = kinds.filter(({ calls }) => calls);
  return Array.from({ length: pagesPerSeed * 4 }, () => {
    if (!dice.chance(share)) return undefined;
    const { calls, whenDone } = dice.pick(meetable);
    const make = whenDone && dice.chance(0.5) ? whenDone : calls;
    return make?.({ dice, otherHost })[0];
  });
}

it.concurrent.each(seeds)(
  'no read hangs or is wrong, no write is sent twice or told wrong, seed %i',
  { timeout: 600_000 },
  async (seed) => {
    const [server, otherHost] = await Promise.all([FaultServer.start(), OtherHost.start()]);
    const { client, calls } = connect(server);
    try {
      const dice = new Dice(seed);
      const cloud = new LabCloud();
      server.answer = (arrived) => cloud.answer(arrived);
      server.faults.push(...randomFaults(dice, otherHost.origin));
      server.tokenFaults.push(...randomFaults(dice, otherHost.origin));
      const counts = await readAndWrite({ server, client, calls, givenAway: otherHost.taken }, dice);
      // Not all of them end in an error.
      expect(counts.reads.right).toBeGreaterThan(counts.readings / 4);
      expect(counts.writes.right).toBeGreaterThan((counts.readings * writesPerReading) / 4);
    } finally {
      await client.close();
      await Promise.all([server.close(), otherHost.close()]);
    }
  },
);

interface Scene {
  readonly server: FaultServer;
  readonly client: TuyaClient;
  readonly calls: CallInfo[];
  readonly givenAway: readonly string[];
}

type Counts = Partial<Record<Outcome, number>>;

async function readAndWrite(
  { server, client, calls, givenAway }: Scene,
  dice: Dice,
): Promise<{ reads: Counts; writes: Counts; readings: number }> {
  const counts = { reads: {} as Counts, writes: {} as Counts, readings: 0 };
  let pageReads = 0;
  const perform = async (verb: Verb): Promise<void> => {
    server.executed.length = 0;
    server.arrived.length = 0;
    calls.length = 0;
    const ahead = server.faults.slice(0, 20);
    const ending = await runOurs(client, verb).then(
      (answer): Ending => ({ kind: 'answer', answer }),
      (error: unknown): Ending => ({ kind: 'error', error }),
    );
    const verdict = judge(verb, { ending, server, said: calls, givenAway });
    const { outcome, detail } = verdict;
    expect({ verb, ...verdict }).toMatchObject({ isTwice: false, isLeaked: false });
    expect(['right', 'named'], `${verb}: ${detail}`).toContain(outcome);
    const count = counts[isWrite(verb) ? 'writes' : 'reads'];
    count[outcome] = (count[outcome] ?? 0) + 1;
    pageReads += calls.filter(({ operation, attempt }) => lists.has(operation) && attempt === 1).length;
    if (!isWrite(verb)) return;
    // What left before the last call was refused before anything was done, for a reason that the client puts right.
    const met = ahead.slice(0, server.businessCalls.length);
    expect(met.slice(0, -1).filter((fault) => !isHealed(fault))).toEqual([]);
  };
  for (; pageReads < pagesPerSeed; counts.readings++) {
    await perform(counts.readings % 2 === 0 ? 'pages' : 'log');
    for (let write = 0; write < writesPerReading; write++) await perform(dice.pick(writes));
  }
  return counts;
}

function isHealed(fault: Fault | undefined): boolean {
  return fault?.kind === 'code' && healedBy.has(fault.code);
}
