import * as l10n from '@vscode/l10n';

/** Why nothing can be changed in a protected project. */
export function protectedText(): string {
  return l10n.t(
    'This project is protected: nothing in it can be changed. Use ‘Unprotect Project’ in the tree first.',
  );
}
