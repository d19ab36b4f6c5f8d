import * as vscode from 'vscode';
import type { TaskFacts } from '../../model/flash/flashTasks.js';

/** What a task is recognised by. Its definition is whatever its extension or tasks.json says. */
export function taskFacts({ name, definition, execution }: vscode.Task): TaskFacts {
  const { type } = definition;
  const own = [definition['taskId'], definition['task'], definition['command']];
  return {
    name,
    type,
    ownName: own.find((each) => typeof each === 'string' && each !== ''),
    run: runOf(execution),
  };
}

/** Tasks that only build or test; a person may want to see when they ended. */
export function isBuild({ group }: vscode.Task): boolean {
  const { Build, Rebuild, Clean, Test } = vscode.TaskGroup;
  return [Build, Rebuild, Clean, Test].some(({ id }) => id === group?.id);
}

/** The folder that the task is of. Of one for the whole workspace, the only folder that there is. */
export function folderOf({ scope }: vscode.Task): vscode.Uri | undefined {
  if (typeof scope === 'object') return scope.uri;
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  return others.length === 0 ? first?.uri : undefined;
}

function runOf(execution: vscode.Task['execution']): TaskFacts['run'] {
  if (execution instanceof vscode.ProcessExecution) {
    // A program's path may have blanks.
    return { command: quoted(execution.process), args: execution.args };
  }
  if (!(execution instanceof vscode.ShellExecution)) return undefined;
  const { commandLine, command, args = [] } = execution;
  if (commandLine !== undefined) return { command: commandLine, args: [] };
  if (command === undefined || command === '') return undefined;
  return { command: textOf(command), args: args.map(textOf) };
}

function textOf(word: string | vscode.ShellQuotedString): string {
  return typeof word === 'string' ? word : quoted(word.value);
}

function quoted(word: string): string {
  return word.includes(' ') ? `"${word}"` : word;
}
