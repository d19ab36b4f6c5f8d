import type { Core } from '../../app/core.js';
import { NotAdmittedError } from '../../base/asking.js';
import type { AgentHost } from '../../model/agents/agentHost.js';
import { callsAnHour, HourlyCalls } from '../../model/agents/hourlyCalls.js';
import { readVerdict } from '../../model/agents/readVerdict.js';
import { EditionMemory } from '../../model/logs/read/editionMemory.js';
import { ProjectEdition } from '../../model/logs/read/projectEdition.js';
import { CommandRefused } from '../../platform/commands/commands.js';
import { explainedCode } from '../../platform/errorMessages/explainedCode.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { AgentDeps } from './agentDeps.js';

/** The window's projects, as agents may look at them. */
export function windowHost(core: Core, { state, send }: AgentDeps): AgentHost {
  const { projects, connections, devices, fleet, productModels, meter, budget, clock } = core;
  const hour = new HourlyCalls(callsAnHour, clock);
  const editions = new EditionMemory(state, () => clock.now());
  return {
    clock,
    projects: () =>
      projects.list().map(({ id, name, isProtected }) => ({ id, name, isProtected: isProtected === true })),
    time: (projectId) => connections.time(projectId),
    client: async (projectId, signal) => {
      const client = await connections.client(projectId, { asker: 'background', signal });
      // What was refused before is none of the hour's.
      hour.take();
      return client;
    },
    isUsedUp: (error) => error instanceof NotAdmittedError,
    known: async (projectId) => {
      await fleet.restored(projectId);
      return devices.knownOf(projectId);
    },
    took: (projectId, read, how) => devices[how](projectId, read, clock.now()),
    model: async (device, signal) => {
      await productModels.kept(device);
      try {
        const { state } = productModels.ofCloud(device);
        if (state === 'unread' || state === 'failed') hour.take();
      } catch (problem) {
        return { points: productModels.known(device).points, problem };
      }
      await productModels.load(device, [], { asker: 'background', signal });
      const { points, reading } = productModels.known(device);
      return { points, ...('problem' in reading && { problem: reading.problem }) };
    },
    keptModel: async (projectId, productId) => (await productModels.kept({ projectId, productId })).points,
    edition: (projectId) => new ProjectEdition(projectId, editions),
    usage: (projectId) => {
      const { today, month, forecast } = meter.usage(projectId);
      const { limit } = budget.state(projectId);
      return {
        today,
        month,
        ...(limit !== undefined && { limit }),
        ...(forecast !== undefined && { forecast: Math.round(forecast) }),
      };
    },
    explain: explainedCode,
    describe: (error) => (error instanceof CommandRefused ? { what: error.message } : describeProblem(error)),
    send: async ({ projectId, deviceId }, code, value, signal) => {
      // Nobody is asked for an agent that is gone.
      signal.throwIfAborted();
      return readVerdict(await send({ project: projectId, deviceId, code, value }, signal));
    },
  };
}
