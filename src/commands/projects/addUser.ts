import * as vscode from 'vscode';
import { isAbortError } from '../../base/errors.js';
import type { Core } from '../../app/core.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import { describeProblem, problemText } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { fieldProblem } from '../setup/projectProblems.js';

/** Asks for a user id, tries it, and shows that user from now on. A refused id stays to be corrected. */
export async function addUser({ core }: CommandDeps, projectId: string | undefined): Promise<void> {
  const live = await core.get();
  if (projectId === undefined || !live.projects.get(projectId)) return;
  let value = '';
  let problem: string | undefined;
  for (;;) {
    const typed = await askUid(value, problem);
    if (typed === undefined) return;
    value = typed;
    const attempt = await tryUser(live, projectId, value);
    if (attempt.added) return;
    problem = attempt.problem;
  }
}

async function askUid(value: string, problem: string | undefined): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Add a User ID');
  box.placeholder = vscode.l10n.t('User ID');
  box.prompt = vscode.l10n.t('UID of a linked app account: Cloud → Project → Devices → Link App Account');
  box.value = value;
  box.validationMessage = problem;
  box.ignoreFocusOut = true;
  return new Promise<string | undefined>((resolve) => {
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    box.onDidAccept(() => {
      const uid = box.value.trim();
      if (uid === '' || /\s/u.test(uid))
        box.validationMessage = vscode.l10n.t('One user ID, without spaces.');
      else resolve(uid);
    });
    box.onDidHide(() => resolve(undefined));
    box.show();
  }).finally(() => box.dispose());
}

/** Without a problem where the person cancelled. */
interface Attempt {
  readonly added: boolean;
  readonly problem?: string;
}

async function tryUser({ setup }: Core, projectId: string, uid: string): Promise<Attempt> {
  try {
    await withCancellableProgress(vscode.l10n.t('Looking for the user…'), (signal) =>
      setup.addUser(projectId, uid, signal),
    );
    return { added: true };
  } catch (error) {
    if (isAbortError(error)) return { added: false };
    return { added: false, problem: fieldProblem(error)?.text ?? problemText(describeProblem(error)) };
  }
}
