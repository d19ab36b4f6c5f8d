import * as z from 'zod';
import { displayName, displayText } from '../base/displayText.js';
import { isAbortError } from '../base/errors.js';
import type { AgentHost } from '../model/agents/agentHost.js';
import { AgentInputError } from '../model/agents/agentTool.js';
import { agentTools, runTool } from '../model/agents/agentTools.js';
import type { RpcId, RpcLines, RpcMessage } from './rpcLines.js';

/** The versions of the Model Context Protocol whose part of it we speak is the same, the newest first. */
const versions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

const initialize = z.looseObject({
  protocolVersion: z.string().max(40),
  // An empty one has forms, as it had them before there was another kind.
  capabilities: z.looseObject({
    elicitation: z.looseObject({ form: z.unknown().optional(), url: z.unknown().optional() }).nullish(),
  }),
});
const toolCall = z.looseObject({ name: z.string().max(200), arguments: z.unknown().optional() });
const cancelled = z.looseObject({ requestId: z.union([z.string(), z.number()]) });
const elicited = z.looseObject({ action: z.string() });

export interface AgentSessionOptions {
  readonly version: string;
  /** Whether values may be sent at all; a person is asked each time all the same. */
  readonly maySend: boolean;
}

/**
 * One client of the agents' server: what it may ask, and the questions that are under way. A value is sent only where the
 * client can ask its person, and that person has agreed to device and value.
 */
export class AgentSession {
  private readonly running = new Map<RpcId, AbortController>();
  private readonly asked = new Map<RpcId, (answer: unknown) => void>();
  private canAsk = false;
  private lastId = 0;
  private readonly host: AgentHost;

  constructor(
    private readonly lines: RpcLines,
    host: AgentHost,
    private readonly options: AgentSessionOptions,
  ) {
    const { send } = host;
    const { send: _send, ...reading } = host;
    this.host =
      options.maySend && send
        ? {
            ...host,
            send: async (ref, code, value, signal) => {
              const known = (await host.known(ref.projectId)).get(ref.deviceId);
              const name = displayName(known?.value.name, ref.deviceId);
              const agreed = await this.ask(questionOf(value, code, name, ref.deviceId), signal);
              return agreed ? send(ref, code, value, signal) : undefined;
            },
          }
        : reading;
  }

  /** Answers until the client ends; then whatever is under way ends, too. */
  async run(): Promise<void> {
    try {
      await this.lines.read((read) => this.take(read));
    } finally {
      for (const controller of this.running.values()) controller.abort();
    }
  }

  private take({ id, method, params, result, error }: RpcMessage): void {
    if (method === undefined) {
      if (id !== undefined) this.asked.get(id)?.(error === undefined ? result : undefined);
      return;
    }
    if (id === undefined) {
      if (method !== 'notifications/cancelled') return;
      const read = cancelled.safeParse(params);
      if (read.success) this.running.get(read.data.requestId)?.abort();
      return;
    }
    void this.answer(id, method, params);
  }

  private async answer(id: RpcId, method: string, params: unknown): Promise<void> {
    switch (method) {
      case 'initialize': {
        const read = initialize.safeParse(params);
        if (!read.success) return this.fail(id, -32_602, 'The parameters of initialize can’t be used.');
        const { protocolVersion, capabilities } = read.data;
        const { elicitation } = capabilities;
        this.canAsk = !!elicitation && (elicitation.form !== undefined || elicitation.url === undefined);
        const version = versions.find((each) => each === protocolVersion) ?? versions[0];
        return this.lines.send({
          id,
          result: {
            protocolVersion: version,
            capabilities: { tools: {} },
            serverInfo: { name: 'tuya-device-explorer', version: this.options.version },
          },
        });
      }
      case 'ping':
        return this.lines.send({ id, result: {} });
      case 'tools/list':
        return this.lines.send({ id, result: { tools: this.tools() } });
      case 'tools/call':
        return this.call(id, params);
      default:
        return this.fail(id, -32_601, 'There is no such method.');
    }
  }

  private tools(): readonly object[] {
    return this.offered().map(({ name, title, description, schema, isWrite }) => ({
      ...{ name, title, description, inputSchema: schema },
      annotations: {
        title,
        readOnlyHint: isWrite !== true,
        destructiveHint: isWrite === true,
        openWorldHint: true,
      },
    }));
  }

  private offered() {
    return agentTools.filter(({ isWrite }) => !isWrite || (this.host.send !== undefined && this.canAsk));
  }

  private async call(id: RpcId, params: unknown): Promise<void> {
    const read = toolCall.safeParse(params);
    if (!read.success) return this.fail(id, -32_602, 'The parameters of tools/call can’t be used.');
    const { name, arguments: given } = read.data;
    if (!this.offered().some((tool) => tool.name === name))
      return this.fail(id, -32_602, `There is no tool called ${JSON.stringify(name)}.`);
    if (this.running.has(id)) return this.fail(id, -32_600, 'A question with this id is under way.');
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const { text, isError } = await runTool(this.host, name, given, controller.signal);
      this.lines.send({ id, result: { content: [{ type: 'text', text }], isError } });
    } catch (error) {
      // A question that was given up gets no answer.
      if (!isAbortError(error) && !controller.signal.aborted)
        this.fail(id, -32_603, 'The question could not be answered.');
    } finally {
      this.running.delete(id);
    }
  }

  /**
   * Has the client ask its person, one thing at a time: nobody reads a heap of questions. One that was given up is taken
   * back. @returns whether the person agreed
   */
  private async ask(message: string, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (this.asked.size > 0)
      throw new AgentInputError(
        'The person is being asked about another value: wait for the answer to that.',
      );
    const id = `ask-${++this.lastId}`;
    const answer = new Promise<unknown>((resolve) => {
      this.asked.set(id, resolve);
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    this.lines.send({
      id,
      method: 'elicitation/create',
      params: { message, requestedSchema: { type: 'object', properties: {} } },
    });
    const read = elicited.safeParse(await answer);
    this.asked.delete(id);
    if (signal.aborted) this.lines.send({ method: 'notifications/cancelled', params: { requestId: id } });
    signal.throwIfAborted();
    return read.success && read.data.action === 'accept';
  }

  private fail(id: RpcId, code: number, message: string): void {
    this.lines.send({ id, error: { code, message } });
  }
}

/** Device and value in visible characters: what an agent writes into a code must not read like a question of ours. */
function questionOf(value: unknown, code: string, name: string, deviceId: string): string {
  const what = displayText(JSON.stringify(value), 5_000);
  return `Send ${what} to ‘${displayText(code)}’ of ‘${name}’ (device ${displayText(deviceId)})?`;
}
