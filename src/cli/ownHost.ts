import { jsonText } from '../base/boundedJson.js';
import { displayText } from '../base/displayText.js';
import type { AgentHost } from '../model/agents/agentHost.js';
import { HourError } from '../model/agents/hourError.js';
import type { HourlyCalls } from '../model/agents/hourlyCalls.js';
import { explainedCode } from '../platform/errorMessages/explainedCode.js';
import { ValueRefusedError } from '../model/sending/commandSender.js';
import { describeProblem } from '../platform/errorMessages/problemTexts.js';
import { EditionMemory } from '../model/logs/read/editionMemory.js';
import { ProjectEdition } from '../model/logs/read/projectEdition.js';
import { TuyaError } from '../tuya/errors/errors.js';
import { commandText, valueProblemText } from '../platform/errorMessages/sendTexts.js';
import { ownProject, type OwnCloud } from './ownCloud.js';

/** A call that was under way when the hour was used up didn't get out, or waited in vain. */
function isNoAnswer(error: unknown): boolean {
  return TuyaError.is(error) && (error.reason === 'network' || error.reason === 'timeout');
}

function valueText(value: unknown): string {
  return displayText(jsonText(value));
}

/**
 * The one project of a command line, as agents may look at it.
 * @param hour what all calls of the cloud are counted by
 */
export function ownHost({ client, time, devices, run, calls }: OwnCloud, hour: HourlyCalls): AgentHost {
  const { models, clock, sender } = run;
  const kept = new Map<string, unknown>();
  const state = {
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  const edition = new ProjectEdition(ownProject, new EditionMemory(state, () => clock.now()));
  return {
    clock,
    projects: () => [{ id: ownProject, name: ownProject, isProtected: false }],
    time: () => time,
    client: () => (hour.isUsedUp ? Promise.reject(new HourError(hour.most)) : Promise.resolve(client)),
    isUsedUp: (error) => error instanceof HourError || (hour.isUsedUp && isNoAnswer(error)),
    known: () => Promise.resolve(devices.knownOf(ownProject)),
    took: (projectId, read, how) => devices[how](projectId, read, clock.now()),
    model: async (device, signal) => {
      await models.load(device, [], { asker: 'background', signal });
      const { points, reading } = models.known(device);
      return { points, ...('problem' in reading && { problem: reading.problem }) };
    },
    keptModel: (projectId, productId) => Promise.resolve(models.known({ projectId, productId }).points),
    edition: () => edition,
    usage: () => ({ today: calls(), month: calls() }),
    explain: explainedCode,
    describe: (error) => {
      if (hour.isUsedUp && isNoAnswer(error)) return describeProblem(new HourError(hour.most));
      if (error instanceof ValueRefusedError) return { what: valueProblemText(error.problem, valueText) };
      return describeProblem(error);
    },
    send: async (ref, code, value, signal) => {
      const sent = await sender.send(ref, { code, value }, signal);
      const { verdict, acceptedMs } = sent;
      const report = verdict && 'report' in verdict ? verdict.report : undefined;
      return {
        verdict: verdict?.kind ?? 'unknown',
        text: commandText(sent, valueText),
        ...(acceptedMs !== undefined && { acceptedMs }),
        ...(report?.ms !== undefined && { reportedMs: report.ms }),
        ...(report && { reported: report.value }),
      };
    },
  };
}
