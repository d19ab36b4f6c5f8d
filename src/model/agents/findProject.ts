import type { Device } from '../../tuya/results.js';
import type { Known } from '../projects/project.js';
import type { AgentHost, AgentProject } from './agentHost.js';
import { AgentInputError } from './agentTool.js';

/** @throws AgentInputError where it isn't clear which project is meant */
export function findProject(host: AgentHost, wanted: string | undefined): AgentProject {
  const all = host.projects();
  const found = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  if (all.length === 0)
    throw new AgentInputError('There is no cloud project. A person has to add one first.');
  const names = all
    .slice(0, 20)
    .map(({ name }) => JSON.stringify(name.slice(0, 80)))
    .join(', ');
  throw new AgentInputError(`Say in \`project\` which one is meant: ${names}.`);
}

export interface FoundDevice {
  readonly project: AgentProject;
  /** Absent where it was never read. */
  readonly known: Known<Device> | undefined;
}

/** The project of a device: the one that is named, or the one that knows it. @throws AgentInputError */
export async function findDevice(
  host: AgentHost,
  deviceId: string,
  wanted: string | undefined,
): Promise<FoundDevice> {
  if (wanted === undefined) {
    for (const project of host.projects()) {
      const known = (await host.known(project.id)).get(deviceId);
      if (known) return { project, known };
    }
  }
  const project = findProject(host, wanted);
  return { project, known: (await host.known(project.id)).get(deviceId) };
}
