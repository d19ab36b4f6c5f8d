import * as vscode from 'vscode';
import { isFlashTask, saysOther, type TaskFacts } from '../../model/flash/flashTasks.js';
import { isNamedTask } from '../../model/logs/state/taskNames.js';
import { readTexts } from '../../platform/settings/settings.js';

/** `flash`: it puts firmware onto a device; `marker`: a person wants to see when it ended. */
export type TaskKind = 'flash' | 'marker';

/** Undefined for a task that is nothing to us. One that a person named flashes a device, unless it says that it doesn't. */
export function kindOf(task: vscode.Task): TaskKind | undefined {
  const facts = taskFacts(task);
  if (isFlashTask(facts)) return 'flash';
  if (!isNamedTask(task.name, readTexts('logs.markerTasks'))) return undefined;
  return isBuild(task) || saysOther(facts) ? 'marker' : 'flash';
}

/** What a task is recognised by. Its definition is whatever its extension or tasks.json says. */
function taskFacts({ name, definition, execution }: vscode.Task): TaskFacts {
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
function isBuild({ group }: vscode.Task): boolean {
  const { Build, Rebuild, Clean, Test } = vscode.TaskGroup;
  return [Build, Rebuild, Clean, Test].some(({ id }) => id === group?.id);
}

function runOf(execution: vscode.Task['execution']): TaskFacts['run'] {
  if (execution instanceof vscode.ProcessExecution) {
    // A program's path may have blanks, and what a shell would take for its own.
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
  return word.includes('"') ? word : `"${word}"`;
}
