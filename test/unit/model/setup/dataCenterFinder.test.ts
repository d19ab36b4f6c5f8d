import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../../src/base/clock.js';
import type { HttpRequest } from '../../../../src/base/http.js';
import { silentLogger } from '../../../../src/base/logger.js';
import { Connections } from '../../../../src/model/projects/connections.js';
import { conclude } from '../../../../src/model/setup/conclusion.js';
import { DataCenterFinder, type CenterAnswer } from '../../../../src/model/setup/dataCenterFinder.js';
import { ProjectCheckError } from '../../../../src/model/projects/projectErrors.js';
import { ProjectStore } from '../../../../src/model/projects/projectStore.js';
import { createUndiciTransport } from '../../../../src/tuya/http/undiciTransport.js';
import { eightAnswers, sevenTestDataCenters, TestDataCenter } from '../../../support/testDataCenters.js';
import { MemoryState, MemoryVault } from '../../../support/storage.js';

const keys = { accessId: 'access-id-x', accessSecret: 'SECRET-CANARY-77aa' };
const never = new AbortController().signal;

let setup: Awaited<ReturnType<typeof sevenTestDataCenters>>;
let sent: HttpRequest[];
const open: { dispose(): void }[] = [];
beforeEach(async () => {
  setup = await sevenTestDataCenters();
  sent = [];
});
afterEach(async () => {
  for (const one of open.splice(0)) one.dispose();
  await setup.close();
});

function aFinder(clock: Clock = systemClock): DataCenterFinder {
  const vault = new MemoryVault();
  const projects = new ProjectStore(new MemoryState(), vault, () => 'id', silentLogger);
  const connections = new Connections({
    projects,
    vault,
    clock,
    log: silentLogger,
    openTransport: () => {
      const transport = createUndiciTransport();
      return Promise.resolve({
        send: (request, signal) => {
          sent.push(request);
          return transport.send(request, signal);
        },
        close: () => transport.close(),
      });
    },
    openDemo: () => Promise.reject(new Error('not here')),
  });
  open.push(connections, projects);
  return new DataCenterFinder(connections, clock, setup.centers);
}

const kinds = (answers: readonly CenterAnswer[]): string[] => answers.map(({ verdict }) => verdict.kind);
const calls = (): number => setup.standIns.reduce((sum, { seen }) => sum + seen.length, 0);

describe('every data center’s answer', () => {
  it.each(eightAnswers.map((_, turn) => turn))(
    'is told as it is, turned by %i: each answer comes from each data center once',
    async (turn) => {
      const expected = setup.standIns.map((standIn, at) => {
        const answer = eightAnswers[(at + turn) % eightAnswers.length] ?? 'holds';
        standIn.answer = answer;
        return answer;
      });
      const reported: CenterAnswer[] = [];
      const finder = aFinder();
      const answers = await finder.find(keys, never, (answer) => reported.push(answer));
      expect(kinds(answers)).toEqual(expected);
      expect(answers.map(({ center }) => center)).toEqual(setup.centers);
      expect(new Set(reported)).toEqual(new Set(answers));
      const conclusion = conclude(answers);
      if (!expected.includes('holds')) {
        // Others may hold what this one doesn't.
        expect(conclusion).toMatchObject({ kind: 'unsure' });
      } else
        expect(conclusion).toMatchObject({ kind: 'one', answer: { verdict: { kind: 'holds', devices: 3 } } });
      expect(calls()).toBeLessThanOrEqual(finder.cost);
      expect(finder.cost).toBe(14);
    },
  );

  it('carries code, trace id and the API group', async () => {
    const [first, second] = setup.standIns;
    if (!first || !second) throw new Error('unreachable');
    first.answer = 'suspended';
    second.answer = 'notAuthorised';
    const answers = await aFinder().find(keys, never, () => undefined);
    expect(answers[0]?.verdict).toMatchObject({ error: { code: 28841107, tid: 'tidsuspended' } });
    expect(answers[1]?.verdict).toMatchObject({
      apiGroup: 'Smart Home Basic Service',
      error: { code: 28841105, tid: 'tidnotAuthorised' },
    });
  });

  it('keeps the token of the one that is taken', async () => {
    for (const standIn of setup.standIns) standIn.answer = 'holds';
    const [answer] = await aFinder().find(keys, never, () => undefined);
    expect(await answer?.tokens.read()).toMatchObject({ accessToken: 'tok' });
    expect(calls()).toBe(14);
  });
});

describe('the keys', () => {
  it('are seen by those hosts only, and the secret by nobody, redirects or not', async () => {
    const elsewhere = new TestDataCenter();
    const redirectTo = await elsewhere.listen();
    try {
      for (const [at, standIn] of setup.standIns.entries()) {
        standIn.answer = at % 2 === 0 ? 'redirect' : 'holds';
        standIn.redirectTo = redirectTo;
      }
      const answers = await aFinder().find(keys, never, () => undefined);
      expect(kinds(answers)).toEqual(['unclear', 'holds', 'unclear', 'holds', 'unclear', 'holds', 'unclear']);
      expect(elsewhere.seen).toEqual([]);
      expect(new Set(sent.map(({ origin }) => origin))).toEqual(
        new Set(setup.centers.map(({ endpoint }) => endpoint)),
      );
      for (const { seen } of setup.standIns) {
        expect(new Set(seen.map(({ clientId }) => clientId))).toEqual(new Set([keys.accessId]));
        expect(JSON.stringify(seen)).not.toContain(keys.accessSecret);
      }
    } finally {
      await elsewhere.close();
    }
  });

  it('that can’t be sent are refused before anybody is asked', async () => {
    const wrong = aFinder().find({ ...keys, accessId: 'with\u00a0space' }, never, () => undefined);
    await expect(wrong).rejects.toBeInstanceOf(ProjectCheckError);
    await expect(wrong).rejects.toMatchObject({ field: 'accessId' });
    expect(calls()).toBe(0);
  });
});

describe('a data center that never answers', () => {
  /** A clock whose waits end when the test says so. */
  function heldClock(): { clock: Clock; end: (ms: number) => void } {
    const waits: { ms: number; end: () => void }[] = [];
    return {
      clock: {
        now: () => Date.now(),
        sleep: (ms, signal) =>
          new Promise((resolve, reject) => {
            waits.push({ ms, end: resolve });
            signal?.addEventListener('abort', () => reject(new Error('over')), { once: true });
          }),
      },
      end: (ms) => {
        for (const wait of waits) if (wait.ms === ms) wait.end();
      },
    };
  }

  it.each([
    ['empty', 15_000],
    // One holds devices: nobody waits long for the rest.
    ['holds', 4_000],
  ] as const)('counts as unreachable in time, where the others say %s', async (others, limit) => {
    for (const standIn of setup.standIns) standIn.answer = others;
    const [first] = setup.standIns;
    if (first) first.answer = 'silent';
    const { clock, end } = heldClock();
    let told = 0;
    const answers = await aFinder(clock).find(keys, never, () => {
      // The waits of those that have answered are over; what runs is the silent one's.
      if (++told === 6) end(limit);
    });
    expect(kinds(answers)).toEqual(['unreachable', ...Array.from({ length: 6 }, () => others)]);
    expect(answers[0]?.verdict).toMatchObject({ error: { reason: 'timeout' } });
  });

  it('is left at once when the person cancels', async () => {
    for (const standIn of setup.standIns) standIn.answer = 'holds';
    const [first] = setup.standIns;
    if (first) first.answer = 'silent';
    const controller = new AbortController();
    let told = 0;
    const found = aFinder().find(keys, controller.signal, () => {
      if (++told === 6) controller.abort();
    });
    await expect(found).rejects.toMatchObject({ name: 'AbortError' });
    expect(told).toBe(6);
  });
});
