import type * as z from 'zod';
import { isDeeperThan } from '../../base/boundedJson.js';
import type { AgentHost } from './agentHost.js';

/** What a tool is called with, as JSON Schema says it to a model. No program checks it: the tool's own reader does. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

interface ToolFacts {
  /** `tuya_list_devices` */
  readonly name: string;
  readonly title: string;
  /** For a model: when to use it, what it costs, what it answers. */
  readonly description: string;
  readonly schema: InputSchema;
  /** Set for what changes a device. */
  readonly isWrite?: true;
}

/** One thing that agents can ask for. */
export interface AgentTool extends ToolFacts {
  readonly input: z.ZodType;
  /** @throws AgentInputError for an input that can't be used */
  answer(host: AgentHost, given: unknown, signal: AbortSignal): Promise<object>;
}

/** A question that can't be answered as it was asked; the message tells the agent what to change. */
export class AgentInputError extends Error {
  override readonly name = 'AgentInputError';
}

const deepestInput = 4;

export function agentTool<Input>(
  facts: ToolFacts,
  input: z.ZodType<Input>,
  run: (host: AgentHost, asked: Input, signal: AbortSignal) => Promise<object>,
): AgentTool {
  return {
    ...facts,
    input,
    answer: async (host, given, signal) => {
      if (isDeeperThan(given, deepestInput)) throw new AgentInputError('The input is nested too deep.');
      const read = input.safeParse(given ?? {});
      if (read.success) return run(host, read.data, signal);
      const [issue] = read.error.issues;
      const place = issue?.path.join('.') ?? '';
      const where = place === '' ? '' : ` at \`${place}\``;
      throw new AgentInputError(`The input can’t be used${where}: ${issue?.message ?? ''}.`);
    },
  };
}
