import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { SourceProblem } from '../../model/source/sourceProblems.js';
import { typeNames } from '../../model/values/typeNames.js';

/** A problem as VS Code shows it, with the text that mends it. */
export class SourceDiagnostic extends vscode.Diagnostic {
  override readonly source = 'Tuya';

  constructor(
    document: vscode.TextDocument,
    readonly problem: SourceProblem,
  ) {
    const range = rangeOf(document, problem);
    super(range, problemText(problem), vscode.DiagnosticSeverity.Warning);
    this.code = problem.kind;
    if (problem.kind === 'twice') {
      const first = new vscode.Location(document.uri, rangeOf(document, problem.first));
      this.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(first, vscode.l10n.t('It is first listed here.')),
      ];
    }
  }
}

/** What mends a problem, as a quick fix. */
export function quickFix(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  problem: SourceProblem,
): vscode.CodeAction | undefined {
  const { fix } = problem;
  if (!fix) return undefined;
  const action = new vscode.CodeAction(
    vscode.l10n.t('Change to ‘{0}’', displayText(fix.text)),
    vscode.CodeActionKind.QuickFix,
  );
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, rangeOf(document, fix), fix.text);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}

export function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function problemText(problem: SourceProblem): string {
  switch (problem.kind) {
    case 'unknownId':
      return vscode.l10n.t('The product has no data point {0}.', problem.dpId);
    case 'otherId':
      return vscode.l10n.t(
        'In the product’s model, ‘{0}’ is data point {1}, not {2}.',
        displayText(problem.code),
        problem.right,
        problem.dpId,
      );
    case 'twice':
      return vscode.l10n.t('Data point {0} is listed twice.', problem.which);
    case 'otherType':
      return vscode.l10n.t(
        'In the product’s model, ‘{0}’ is of type {1}.',
        displayText(problem.point.code),
        typeNames[problem.type],
      );
    case 'notAMember':
      return vscode.l10n.t(
        '{0} is no value of ‘{1}’: {2}.',
        displayText(problem.value, 60),
        displayText(problem.point.code),
        (problem.point.range ?? [])
          .slice(0, 20)
          .map((member, at) => `${at} ${displayText(member, 40)}`)
          .join(', '),
      );
  }
}
