import { setTimeout as wait } from 'node:timers/promises';
import { nameHash } from '../../src/simulator/requests/random.js';
import { FaultServer } from '../support/faultServer.js';
import { Dice } from '../support/logEntries.js';
import { judge, type Ending, type Verdict } from './judge.js';
import { arrange, warmUps, type LabCase } from './labCases.js';
import type { LabClient } from './labClient.js';
import { OtherHost } from './otherHost.js';

/**
 * One client in one case, against a server of its own.
 * @param patienceMs after that a client counts as one that never ends
 */
export async function runCase(
  test: LabCase,
  client: LabClient,
  seed: number,
  patienceMs: number,
): Promise<Verdict> {
  const [server, otherHost] = await Promise.all([FaultServer.start(), OtherHost.start()]);
  server.isLenient = true;
  const session = client.open(server, new Dice(seed + nameHash(`${test.name} ${client.name}`)));
  arrange(test, seed, server, otherHost.origin, () => session.now());
  const patience = new AbortController();
  try {
    for (let call = 0; call < warmUps(test); call++) await session.run('GET');
    const ending = await Promise.race([
      session.run(test.verb).then(
        (answer): Ending => ({ kind: 'answer', answer }),
        (error: unknown): Ending => ({ kind: 'error', error }),
      ),
      wait(patienceMs, { kind: 'hang' } as const, { signal: patience.signal }),
    ]);
    return judge(test.verb, { ending, server, said: session.said(), givenAway: otherHost.taken });
  } finally {
    patience.abort();
    await session.close();
    await Promise.all([server.close(), otherHost.close()]);
  }
}
