import type { AgentHost } from '../model/agents/agentHost.js';
import { explainedCode } from '../platform/errorMessages/explainedCode.js';
import { describeProblem } from '../platform/errorMessages/problemTexts.js';
import { EditionMemory } from '../model/logs/read/editionMemory.js';
import { ProjectEdition } from '../model/logs/read/projectEdition.js';
import { commandText } from '../platform/errorMessages/sendTexts.js';
import { ownProject, type OwnCloud } from './ownCloud.js';

/** Calls that one server makes in an hour at most: an agent that turns in circles must not use up a month. */
const callsAnHour = 300;

/** The one project of a command line, as agents may look at it. */
export function ownHost({ client, devices, run, calls }: OwnCloud): AgentHost {
  const { models, clock, sender } = run;
  const kept = new Map<string, unknown>();
  const state = {
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  const edition = new ProjectEdition(ownProject, new EditionMemory(state, () => clock.now()));
  const hour = { from: clock.now(), calls: 0 };
  return {
    clock,
    projects: () => [{ id: ownProject, name: ownProject, isProtected: false }],
    client: () => {
      if (clock.now() - hour.from >= 3_600_000) Object.assign(hour, { from: clock.now(), calls: calls() });
      if (calls() - hour.calls >= callsAnHour)
        throw new Error(`More than ${callsAnHour} calls in an hour: wait, or ask for less.`);
      return Promise.resolve(client);
    },
    known: () => Promise.resolve(devices.knownOf(ownProject)),
    took: (projectId, read, how) => devices[how](projectId, read, clock.now()),
    model: async (device, signal) => {
      await models.load(device, [], { asker: 'background', signal });
      return models.known(device).points;
    },
    keptModel: (projectId, productId) => Promise.resolve(models.known({ projectId, productId }).points),
    edition: () => edition,
    usage: () => ({ today: calls(), month: calls() }),
    explain: explainedCode,
    describe: (error) =>
      error instanceof Error && error.message.startsWith('More than ')
        ? { what: error.message }
        : describeProblem(error),
    send: async (ref, code, value, signal) => {
      const sent = await sender.send(ref, { code, value }, signal);
      const { verdict, acceptedMs } = sent;
      const report = verdict && 'report' in verdict ? verdict.report : undefined;
      return {
        verdict: verdict?.kind ?? 'unknown',
        text: commandText(sent, (shown) => JSON.stringify(shown)),
        ...(acceptedMs !== undefined && { acceptedMs }),
        ...(report?.ms !== undefined && { reportedMs: report.ms }),
        ...(report && { reported: report.value }),
      };
    },
  };
}
