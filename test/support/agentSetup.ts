import * as z from 'zod';
import { systemClock, type Clock } from '../../src/base/clock.js';
import type { AgentHost } from '../../src/model/agents/agentHost.js';
import { runTool } from '../../src/model/agents/agentTools.js';
import { HourError } from '../../src/model/agents/hourError.js';
import { EditionMemory } from '../../src/model/logs/read/editionMemory.js';
import { ProjectEdition } from '../../src/model/logs/read/projectEdition.js';
import { CloudTime } from '../../src/model/projects/cloudTime.js';
import type { Known } from '../../src/model/projects/project.js';
import { MemoryTokens } from '../../src/model/projects/tokenVault.js';
import { createCloud, type Cloud, type CloudOptions } from '../../src/simulator/cloud/cloud.js';
import { createInProcessTransport } from '../../src/simulator/http/inProcessTransport.js';
import { createTuyaClient } from '../../src/tuya/client.js';
import type { Device } from '../../src/tuya/results.js';

export const never = new AbortController().signal;

export interface AgentSetup {
  readonly cloud: Cloud;
  readonly host: AgentHost;
  readonly devices: Map<string, Known<Device>>;
  readonly calls: () => number;
  readonly ask: (name: string, input?: unknown, signal?: AbortSignal) => Promise<Record<string, unknown>>;
}

/**
 * A simulated project as agents see it, without a budget.
 * @param clock of the client
 */
export function agentSetup(
  changes: Partial<AgentHost> = {},
  clock: Clock = systemClock,
  options: CloudOptions = {},
): AgentSetup {
  const cloud = createCloud({ seed: 7, isCalm: true, ...options });
  const { accessId, accessSecret } = cloud.credentials;
  const time = new CloudTime();
  let sent = 0;
  const client = createTuyaClient({
    endpoint: 'https://demo.invalid',
    accessId,
    accessSecret,
    transport: createInProcessTransport(cloud),
    tokenStore: new MemoryTokens(),
    clock,
    onSend: () => void sent++,
    onCall: (call) => time.learn(call),
  });
  const devices = new Map<string, Known<Device>>();
  const values = new Map<string, unknown>();
  const state = {
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };
  const host: AgentHost = {
    clock: systemClock,
    projects: () => [{ id: 'p', name: 'Project', isProtected: false }],
    time: () => time,
    client: () => Promise.resolve(client),
    known: () => Promise.resolve(devices),
    took: (_, read) => {
      for (const value of read) devices.set(value.id, { value, at: systemClock.now() });
    },
    model: () => Promise.resolve({ points: new Map() }),
    keptModel: () => Promise.resolve(new Map()),
    edition: () => new ProjectEdition('p', new EditionMemory(state, () => Date.now())),
    usage: () => ({ today: 3, month: 120, limit: 26_000 }),
    explain: (code) => (code === 1106 ? { what: 'No permission.' } : undefined),
    isUsedUp: (error) => error instanceof HourError,
    describe: (error) => ({ what: error instanceof Error ? error.message : 'failed' }),
    ...changes,
  };
  return {
    ...{ cloud, host, devices, calls: () => sent },
    ask: async (name, input, signal = never) => {
      const { text } = await runTool(host, name, input, signal);
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    },
  };
}

export async function firstDevice({ ask }: AgentSetup): Promise<string> {
  const { devices } = await ask('tuya_list_devices', { limit: 1 });
  return z.tuple([z.object({ id: z.string() })]).parse(devices)[0].id;
}
