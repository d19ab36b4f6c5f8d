import * as vscode from 'vscode';
import { Lazy } from '../base/lazy.js';
import type { AgentDeps } from './agents/agentDeps.js';

/** As package.json has them; a test holds both and the tools together. */
export const agentToolNames = [
  'tuya_list_devices',
  'tuya_get_device',
  'tuya_get_product_model',
  'tuya_query_log',
  'tuya_wait_until',
  'tuya_get_call_budget',
  'tuya_explain_code',
  'tuya_send_data_point',
] as const;

/** Offers the tools to language models. What answers is loaded with the first question. */
export function registerAgents(deps: AgentDeps): vscode.Disposable[] {
  const answers = new Lazy(async () => {
    const { ToolAnswers } = await import('./agents/toolAnswers.js');
    return new ToolAnswers(deps);
  });
  return agentToolNames.map((name) =>
    vscode.lm.registerTool<object>(name, {
      invoke: async ({ input }, token) => (await answers.get()).answer(name, input, token),
    }),
  );
}
