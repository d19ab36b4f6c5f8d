import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import {
  DuplicateProjectError,
  ProjectCheckError,
  ProjectInputError,
  type ProjectField,
} from '../../model/projects/projectErrors.js';
import { describeProblem, problemText } from '../../platform/errorMessages/problemTexts.js';
import type { EndpointProblem } from '../../tuya/endpoint.js';

export interface FieldProblem {
  readonly field: ProjectField;
  readonly text: string;
}

/** Why a project can't be used, and where that was typed; undefined for failures that no field is to blame for. */
export function fieldProblem(error: unknown): FieldProblem | undefined {
  if (error instanceof DuplicateProjectError) {
    return { field: 'accessId', text: duplicateText(error.existingName) };
  }
  if (!(error instanceof ProjectCheckError)) return undefined;
  const { field, uid } = error;
  const text = problemText(describeProblem(error.cause));
  if (uid === undefined) return { field, text };
  return { field, text: vscode.l10n.t('{0}: {1}', displayText(uid), text) };
}

/** The same as one sentence, for scripts. */
export function projectProblemText(error: unknown): string {
  if (error instanceof ProjectInputError) {
    return vscode.l10n.t('The project is not added: the field ‘{0}’ is missing or not valid.', error.field);
  }
  const problem = fieldProblem(error);
  if (problem) return vscode.l10n.t('The project is not added ({0}): {1}', problem.field, problem.text);
  return vscode.l10n.t('The project is not added: {0}', problemText(describeProblem(error)));
}

export function duplicateText(existingName: string): string {
  return vscode.l10n.t(
    'The project ‘{0}’ uses this Access ID at this endpoint already.',
    displayText(existingName),
  );
}

export function endpointProblemText(problem: EndpointProblem): string {
  switch (problem) {
    case 'notAUrl':
      return vscode.l10n.t('This is not an address. It looks like https://openapi.example.com');
    case 'notHttps':
      return vscode.l10n.t('Only https is allowed; http only for this computer (localhost).');
    case 'hasUserInfo':
      return vscode.l10n.t('The address must not contain a user name or password.');
    case 'hasPath':
    case 'hasQuery':
    case 'hasFragment':
      return vscode.l10n.t('Enter only scheme, host and port.');
    case 'badHost':
      return vscode.l10n.t('The host name is not valid.');
  }
}
