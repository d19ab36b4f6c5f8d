import * as vscode from 'vscode';

/** The facts that `when` clauses of package.json may ask about. */
export interface ContextFacts {
  /** Something of the tree is being read right now. */
  'tuya.loading': boolean;
  /** There is a project, the demo or another. The walkthrough asks. */
  'tuya.connected': boolean;
  /** It is known that there is no project: before that, the view welcomes nobody. */
  'tuya.noProjects': boolean;
  /** The panel in front shows details that the next ones replace. */
  'tuya.detailsPreview': boolean;
  /** The tree hides devices that a filter doesn't let pass. */
  'tuya.filtered': boolean;
  /** The tree has other groups or another order than usual. */
  'tuya.ordered': boolean;
}

export const contextKeys: readonly (keyof ContextFacts)[] = [
  'tuya.loading',
  'tuya.connected',
  'tuya.noProjects',
  'tuya.detailsPreview',
  'tuya.filtered',
  'tuya.ordered',
];

/** The only place that sets context keys; tells VS Code a fact only when it changed. */
export class ContextKeys {
  private readonly told = new Map<keyof ContextFacts, unknown>();

  set<K extends keyof ContextFacts>(key: K, value: ContextFacts[K]): void {
    if (this.told.get(key) === value) return;
    this.told.set(key, value);
    // Nothing waits for it: the workbench applies it when it comes.
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
