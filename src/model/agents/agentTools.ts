import { isAbortError } from '../../base/errors.js';
import type { AgentHost } from './agentHost.js';
import { longestAnswer } from './agentTexts.js';
import { AgentInputError, type AgentTool } from './agentTool.js';
import { callBudget } from './callBudget.js';
import { explainCode } from './explainCode.js';
import { getDevice } from './getDevice.js';
import { listDevices } from './listDevices.js';
import { productModel } from './productModel.js';
import { queryLog } from './queryLog.js';
import { sendPoint } from './sendPoint.js';
import { waitUntil } from './waitUntil.js';

/** What agents can ask for. There is no reset, no deletion, and no way to a key. */
export const agentTools: readonly AgentTool[] = [
  listDevices,
  getDevice,
  productModel,
  queryLog,
  waitUntil,
  callBudget,
  explainCode,
  sendPoint,
];

/** What an agent gets: a JSON text, and whether it says what went wrong. */
export interface AgentAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/**
 * Runs a tool with whatever it was called with. Failures are answers, in words that hold no secret.
 * @throws an abort error once the signal fires
 */
export async function runTool(
  host: AgentHost,
  name: string,
  given: unknown,
  signal: AbortSignal,
): Promise<AgentAnswer> {
  const tool = agentTools.find((each) => each.name === name);
  if (!tool) return failure(`There is no tool called ${JSON.stringify(name.slice(0, 80))}.`);
  try {
    const text = JSON.stringify(await tool.answer(host, given, signal));
    if (text.length > longestAnswer) return failure('The answer is too long: ask for fewer rows or devices.');
    return { text, isError: false };
  } catch (error) {
    if (isAbortError(error) || signal.aborted) throw error;
    if (error instanceof AgentInputError) return failure(error.message);
    const { what, remedy } = host.describe(error);
    return failure([what, remedy].filter(Boolean).join(' '));
  }
}

function failure(problem: string): AgentAnswer {
  return { text: JSON.stringify({ error: problem }), isError: true };
}
