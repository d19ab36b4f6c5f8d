import * as vscode from 'vscode';
import { Lazy } from '../../base/lazy.js';
import { isAbortError } from '../../base/errors.js';
import { runTool } from '../../model/agents/agentTools.js';
import type { AgentDeps } from './agentDeps.js';
import { windowHost } from './windowHost.js';

/** Answers the questions of language models. */
export class ToolAnswers {
  private readonly host: Lazy<ReturnType<typeof windowHost>>;

  constructor(deps: AgentDeps) {
    this.host = new Lazy(async () => windowHost(await deps.core.get(), deps));
  }

  /** @throws vscode.CancellationError where the question was given up; an Error that says what can't be answered */
  async answer(
    name: string,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const controller = new AbortController();
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const cancel = token.onCancellationRequested(() => controller.abort());
    try {
      const { text, isError } = await runTool(await this.host.get(), name, input, controller.signal);
      if (isError) throw new Error(text);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } catch (error) {
      throw isAbortError(error) ? new vscode.CancellationError() : error;
    } finally {
      cancel.dispose();
    }
  }
}
