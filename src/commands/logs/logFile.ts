import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { logFileProblemText } from '../../platform/display/logFileTexts.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { LogFileArg } from '../../platform/commands/commandArgs.js';
import { revealPath } from '../../platform/prompts/revealPath.js';
import type { CommandDeps } from '../commandDeps.js';
import { present, wordsOf } from '../devices/deviceWords.js';
import { openLogs } from './openLogs.js';

/**
 * Has the logs of devices written to files, or ends that: as the caller says, else on where any is off. What is written
 * comes from open logs: without the caller’s word, they are opened.
 */
export async function switchLogFile(deps: CommandDeps, { refs: given, on }: LogFileArg): Promise<void> {
  const core = await deps.core.get();
  const refs = present(core, given);
  if (refs.length === 0) return;
  const { files } = core.logs;
  const states = await Promise.all(refs.map((ref) => files.isOn(ref)));
  const wanted = on ?? states.includes(false);
  for (const ref of refs) {
    const problem = await files.set(ref, wanted);
    if (problem !== undefined) throw new ToldError({ what: logFileProblemText(problem) });
  }
  void tell(core, refs, wanted);
  if (wanted && on === undefined) await openLogs(deps, refs);
}

/** One message, however many devices. */
async function tell(core: Core, refs: readonly DeviceRef[], on: boolean): Promise<void> {
  const [ref] = refs;
  if (!ref) return;
  const first = displayText(wordsOf(core, ref).name);
  const name = refs.length === 1 ? first : `${first} + ${refs.length - 1}`;
  const { current, folder } = core.logs.files.paths(ref);
  const reveal = vscode.l10n.t('Reveal');
  const terminal = vscode.l10n.t('Open in Terminal');
  const chosen = on
    ? await vscode.window.showInformationMessage(
        vscode.l10n.t(
          'While the log of ‘{0}’ is open and follows, its rows are written to {1}.',
          name,
          displayText(refs.length === 1 ? current : folder, 300),
        ),
        reveal,
        terminal,
      )
    : await vscode.window.showInformationMessage(
        vscode.l10n.t('The log of ‘{0}’ is no longer written to a file. What was written stays.', name),
        reveal,
      );
  // The folder is there before the first row is.
  if (chosen === reveal) await revealPath(core.logs.files.file(ref) ?? folder);
  else if (chosen === terminal) openTerminal(core, ref);
}

/** Opens the file in an editor. */
export async function openLogFile(deps: CommandDeps, ref: DeviceRef): Promise<void> {
  const path = pathOf(await deps.core.get(), ref);
  await vscode.window.showTextDocument(vscode.Uri.file(path));
}

export async function revealLogFile(deps: CommandDeps, ref: DeviceRef): Promise<void> {
  await revealPath(pathOf(await deps.core.get(), ref));
}

/** A terminal in the files’ folder. Nothing is run in it. */
export async function openLogFileTerminal(deps: CommandDeps, ref: DeviceRef): Promise<void> {
  const core = await deps.core.get();
  pathOf(core, ref);
  openTerminal(core, ref);
}

function openTerminal(core: Core, ref: DeviceRef): void {
  const cwd = vscode.Uri.file(core.logs.files.paths(ref).folder);
  vscode.window.createTerminal({ name: vscode.l10n.t('Log Files'), cwd }).show();
}

/** Shows where the archives of logs stand. */
export async function revealArchive({ core }: CommandDeps): Promise<void> {
  const folder = (await core.get()).logs.archive.folder();
  if (folder === undefined)
    throw new ToldError({
      what: vscode.l10n.t('No log is kept on this computer yet.'),
      remedy: vscode.l10n.t('Switch on ‘Keep the log of … on this computer’ in a log’s menu.'),
    });
  await revealPath(folder);
}

/** @throws ToldError where nothing was written yet */
function pathOf(core: Core, ref: DeviceRef): string {
  const path = core.logs.files.file(ref);
  if (path !== undefined) return path;
  throw new ToldError({
    what: vscode.l10n.t('The log of ‘{0}’ has no file yet.', displayText(wordsOf(core, ref).name)),
    remedy: vscode.l10n.t('Switch on ‘Write Log to File’, and let the log follow.'),
  });
}
