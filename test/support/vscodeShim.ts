// As much of the `vscode` module as the tree, the commands and the activation need, without a workbench. What code
// does to it is recorded in `workbench`; what a person would do is put there before.

import { readFile, stat } from 'node:fs/promises';

export interface Disposable {
  dispose(): void;
}

export class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void): Disposable => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export const workbench = {
  /** English to what it is in the person's language; English stays where nothing is said. */
  words: {} as Readonly<Record<string, string>>,
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  contextKeys: new Map<string, unknown>(),
  configuration: new Map<string, unknown>(),
  /** Fired with the name of a setting. */
  configurationChanged: new EventEmitter<string>(),
  clipboard: '',
  errors: [] as string[],
  /** Until when an error that nobody answers stays in the corner. */
  errorsStay: Promise.resolve(),
  /** Messages and warnings that stay in the corner, and the button that the person presses on each. */
  messages: [] as string[],
  pressOn: (_message: string, _buttons: readonly string[]): string | undefined => undefined,
  /** Addresses of documents that were shown, with the editor where it isn't the usual one. */
  shown: [] as string[],
  uriHandler: undefined as unknown,
  /** What the editor in front shows. */
  tabInFront: undefined as unknown,
  documentOpened: new EventEmitter<{
    readonly languageId: string;
    readonly uri: { readonly scheme: string };
  }>(),
  /** Searches in the workspace, and what they find. */
  searches: [] as string[],
  found: [] as unknown[],
  documentClosed: new EventEmitter<{ readonly uri: { readonly scheme: string; toString(): string } }>(),
  /** Ids of the other extensions that are there. */
  extensions: new Set<string>(),
  /** Texts of documents that were opened, the latest last. */
  documents: [] as { content: string; language: string | undefined }[],
  /** Where the person saves; undefined for nowhere. */
  saveAs: undefined as string | undefined,
  /** Files of this machine that the person opens. */
  openFiles: undefined as readonly string[] | undefined,
  /** Addresses that were opened in a browser. */
  opened: [] as string[],
  saved: new Map<string, string>(),
  providers: new Map<string, unknown>(),
  /** Cancels what shows progress, when it is run. */
  cancelProgress: undefined as (() => void) | undefined,
  progressMessages: [] as string[],
  /** Questions that were asked, and what the person answers: the button's text, or nothing. */
  questions: [] as { message: string; detail: string | undefined }[],
  answerTo: (_question: string, _buttons: readonly string[]): string | undefined => undefined,
  /** Answers each quick input: set its value or selection, then accept, press a button or hide. */
  onInput: (input: FakeInput): void => input.hide(),
  inputs: [] as string[],
  progress: [] as string[],
  log: [] as string[],
  statusItems: new Map<string, FakeStatusItem>(),
  views: new Map<string, { options: unknown; revealed: unknown[] }>(),
  channels: 0,
  /** Of the log channel, as VS Code counts: `debug`. */
  logLevel: 2,
  /** Panels that are open, and tabs as VS Code tells of them. */
  panels: [] as FakePanel[],
  tabs: [] as { label: string; isPinned: boolean; input: unknown }[],
  reset(): void {
    this.panels.length = 0;
    this.tabs.length = 0;
    this.words = {};
    this.commands.clear();
    this.contextKeys.clear();
    this.configuration.clear();
    this.configurationChanged.dispose();
    this.views.clear();
    this.statusItems.clear();
    for (const list of [this.errors, this.questions, this.inputs, this.progress, this.log]) list.length = 0;
    for (const list of [this.messages, this.documents, this.progressMessages]) list.length = 0;
    this.shown.length = 0;
    this.documentClosed.dispose();
    this.tabInFront = undefined;
    this.extensions.clear();
    this.saved.clear();
    this.opened.length = 0;
    this.providers.clear();
    this.saveAs = undefined;
    this.openFiles = undefined;
    workspace.workspaceFolders = undefined;
    workspace.isTrusted = true;
    workspace.textDocuments = [];
    this.documentOpened.dispose();
    this.searches.length = 0;
    this.found.length = 0;
    this.errorsStay = Promise.resolve();
    this.cancelProgress = undefined;
    this.pressOn = () => undefined;
    this.clipboard = '';
    this.channels = 0;
    this.logLevel = 2;
    this.answerTo = () => undefined;
    this.onInput = (input) => input.hide();
  },
};

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

export class TreeItem {
  id?: string;
  description?: string;
  contextValue?: string;
  iconPath?: ThemeIcon;
  command?: { command: string; arguments?: unknown[] };
  accessibilityInformation?: { label: string };
  tooltip?: unknown;
  constructor(
    readonly label: string,
    readonly collapsibleState = 0,
  ) {}
}

export class MarkdownString {
  isTrusted?: boolean;
  supportHtml?: boolean;
  constructor(public value = '') {}
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;
export const QuickPickItemKind = { Separator: -1, Default: 0 } as const;
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 } as const;
export const ExtensionMode = { Production: 1, Development: 2, Test: 3 } as const;
export const StatusBarAlignment = { Left: 1, Right: 2 } as const;
export const ConfigurationTarget = { Global: 1 } as const;
export const ViewColumn = { Active: -1 } as const;
export const QuickInputButtons = { Back: { iconPath: new ThemeIcon('arrow-left') } };

export class TabInputText {
  constructor(readonly uri: unknown) {}
}

export class TabInputCustom {
  constructor(
    readonly uri: unknown,
    readonly viewType: string,
  ) {}
}

export class DataTransferItem {
  constructor(readonly value: unknown) {}
}

export class FileSystemError extends Error {
  readonly code = 'FileNotFound';
}

interface FakeUri {
  readonly path: string;
  readonly fsPath: string;
  readonly scheme: string | undefined;
  toString(): string;
}

const uri = (text: string): FakeUri => ({
  path: text,
  fsPath: text,
  scheme: text.split(':')[0],
  toString: () => text,
});
export const Uri = {
  joinPath: (base: FakeUri, ...parts: string[]) => uri([base.path, ...parts].join('/')),
  file: (path: string) => uri(path),
  parse: (text: string) => uri(text),
  from: ({ scheme, path }: { scheme: string; path: string }) => uri(`${scheme}:${path}`),
};

export const l10n = {
  /** The person's language as VS Code has read it; undefined for English. */
  bundle: undefined as Readonly<Record<string, string>> | undefined,
  t: (message: string, ...values: (string | number)[]): string =>
    (workbench.words[message] ?? message).replace(/\{(\d+)\}/g, (_, index: string) =>
      String(values[Number(index)]),
    ),
};

export const version = '1.120.0';

export const UIKind = { Desktop: 1, Web: 2 } as const;

export const env = {
  uiKind: UIKind.Web,
  openExternal: (target: { path: string }): Promise<boolean> => {
    workbench.opened.push(target.path);
    return Promise.resolve(true);
  },
  language: 'en-GB',
  uriScheme: 'vscode',
  clipboard: {
    writeText: (text: string): Promise<void> => {
      workbench.clipboard = text;
      return Promise.resolve();
    },
  },
};

export const commands = {
  registerCommand: (id: string, run: (...args: unknown[]) => unknown): Disposable => {
    workbench.commands.set(id, run);
    return { dispose: () => workbench.commands.delete(id) };
  },
  executeCommand: (id: string, ...args: unknown[]): Promise<unknown> => {
    if (id === 'setContext') workbench.contextKeys.set(String(args[0]), args[1]);
    if (id === 'vscode.openWith') workbench.shown.push(`${String(args[0])} in ${String(args[1])}`);
    return Promise.resolve(workbench.commands.get(id)?.(...args));
  },
};

export const extensions = {
  getExtension: (id: string): object | undefined => (workbench.extensions.has(id) ? {} : undefined),
};

const taskEnded = new EventEmitter<unknown>();
const taskStarted = new EventEmitter<unknown>();
export const tasks = {
  onDidStartTask: taskStarted.event,
  onDidEndTaskProcess: taskEnded.event,
  startTask: (start: unknown) => taskStarted.fire(start),
  endTask: (end: unknown) => taskEnded.fire(end),
};

export class ProcessExecution {
  constructor(
    readonly process: string,
    readonly args: readonly string[] = [],
  ) {}
}

type ShellWord = string | { readonly value: string };

export class ShellExecution {
  readonly commandLine: string | undefined;
  readonly command: ShellWord | undefined;
  constructor(
    first: ShellWord,
    readonly args?: readonly ShellWord[],
  ) {
    if (args) this.command = first;
    else this.commandLine = first as string;
  }
}

export const TaskGroup = {
  Build: { id: 'build' },
  Rebuild: { id: 'rebuild' },
  Clean: { id: 'clean' },
  Test: { id: 'test' },
};

export class RelativePattern {
  constructor(
    readonly base: unknown,
    readonly pattern: string,
  ) {}
}

const workspaceTrusted = new EventEmitter<void>();
const workspaceFoldersChanged = new EventEmitter<void>();
const fileChanged = new EventEmitter<void>();
/** What VS Code would tell of the workspace. */
export const workspaceEvents = {
  trust: () => workspaceTrusted.fire(),
  folders: () => workspaceFoldersChanged.fire(),
  file: () => fileChanged.fire(),
};

export enum FileType {
  Unknown = 0,
  File = 1,
}

export const workspace = {
  workspaceFolders: undefined as readonly { readonly uri: FakeUri; readonly name: string }[] | undefined,
  isTrusted: true,
  textDocuments: [] as readonly { readonly languageId: string; readonly uri: { readonly scheme: string } }[],
  onDidOpenTextDocument: workbench.documentOpened.event,
  onDidChangeTextDocument: (): Disposable => ({ dispose: () => undefined }),
  /** Searches are counted in `workbench.searches`; they find what is in `workbench.found`. */
  findFiles: (pattern: string, _exclude: unknown, most?: number): Promise<readonly unknown[]> => {
    workbench.searches.push(`${pattern} ${most ?? ''}`);
    return Promise.resolve(workbench.found.slice(0, most));
  },
  onDidGrantWorkspaceTrust: workspaceTrusted.event,
  onDidChangeWorkspaceFolders: workspaceFoldersChanged.event,
  createFileSystemWatcher: () => ({
    onDidChange: fileChanged.event,
    onDidCreate: (): Disposable => ({ dispose: () => undefined }),
    onDidDelete: (): Disposable => ({ dispose: () => undefined }),
    dispose: () => undefined,
  }),
  fs: {
    stat: async (uri: { fsPath: string }): Promise<{ type: FileType; size: number }> => {
      const facts = await stat(uri.fsPath);
      return { type: facts.isFile() ? FileType.File : FileType.Unknown, size: facts.size };
    },
    readFile: (uri: { fsPath: string }): Promise<Uint8Array> => readFile(uri.fsPath),
    writeFile: (target: { path: string }, bytes: Uint8Array): Promise<void> => {
      workbench.saved.set(target.path, Buffer.from(bytes).toString('utf8'));
      return Promise.resolve();
    },
  },
  registerTextDocumentContentProvider: (scheme: string, provider: unknown): Disposable => {
    workbench.providers.set(scheme, provider);
    return { dispose: () => workbench.providers.delete(scheme) };
  },
  onDidCloseTextDocument: workbench.documentClosed.event,
  openTextDocument: (what: { content?: string; language?: string }) => {
    if (what.content !== undefined)
      workbench.documents.push({ content: what.content, language: what.language });
    return Promise.resolve(what);
  },
  getConfiguration: (section: string) => ({
    get: (name: string): unknown => workbench.configuration.get(`${section}.${name}`),
    update: (name: string, value: unknown): Promise<void> => {
      workbench.configuration.set(`${section}.${name}`, value);
      workbench.configurationChanged.fire(`${section}.${name}`);
      return Promise.resolve();
    },
    /** A `Map` of values by scope, `globalValue` and so on, or the user's own value. */
    inspect: (name: string): Record<string, unknown> | undefined => {
      const set = workbench.configuration.get(`${section}.${name}`);
      return set instanceof Map ? (Object.fromEntries(set) as Record<string, unknown>) : { globalValue: set };
    },
  }),
  onDidChangeConfiguration: (
    listener: (change: { affectsConfiguration(name: string): boolean }) => void,
  ): Disposable =>
    workbench.configurationChanged.event((changed) =>
      listener({ affectsConfiguration: (name) => changed === name || changed.startsWith(`${name}.`) }),
    ),
};

/** A quick pick or an input box, with what a test needs to act as the person. */
export class FakeInput {
  title = '';
  step = 0;
  totalSteps = 0;
  placeholder = '';
  prompt: string | undefined;
  value = '';
  password = false;
  busy = false;
  ignoreFocusOut = false;
  validationMessage: string | undefined;
  canSelectMany = false;
  activeItems: readonly unknown[] = [];
  private rows: readonly { label: string; description?: string; value?: unknown; kind?: number }[] = [];
  /** The first row is active until another is made so. */
  get items(): readonly { label: string; description?: string; value?: unknown }[] {
    return this.rows;
  }
  set items(rows: readonly { label: string; description?: string; value?: unknown; kind?: number }[]) {
    this.rows = rows;
    this.activeItems = rows.filter(({ kind }) => kind !== QuickPickItemKind.Separator).slice(0, 1);
  }
  selectedItems: readonly unknown[] = [];
  buttons: readonly unknown[] = [];
  private readonly accepted = new EventEmitter<void>();
  private readonly changed = new EventEmitter<string>();
  private readonly hidden = new EventEmitter<void>();
  private readonly pressed = new EventEmitter<unknown>();
  private readonly itemPressed = new EventEmitter<unknown>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidChangeValue = this.changed.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidTriggerButton = this.pressed.event;
  readonly onDidTriggerItemButton = this.itemPressed.event;

  show(): void {
    workbench.inputs.push(this.placeholder);
    queueMicrotask(() => workbench.onInput(this));
  }
  type(text: string): void {
    this.value = text;
    this.changed.fire(text);
    this.accepted.fire();
  }
  /** Types without Enter. */
  change(text: string): void {
    this.value = text;
    this.changed.fire(text);
  }
  /** Presses the first button of an item. */
  press(label: string): void {
    const item = this.items.find((one) => one.label === label);
    this.itemPressed.fire({ item, button: undefined });
  }
  /** Enter. */
  accept(): void {
    if (!this.canSelectMany && this.rows.length > 0) this.selectedItems = this.activeItems;
    this.accepted.fire();
  }
  choose(label: string): void {
    this.selectedItems = this.items.filter((item) => item.label === label);
    this.accepted.fire();
  }
  back(): void {
    this.pressed.fire(QuickInputButtons.Back);
  }
  /** Presses a button beside the title, by what it says on hovering. */
  pressButton(tooltip: RegExp): void {
    const found = this.buttons.find((one) => tooltip.test((one as { tooltip?: string }).tooltip ?? ''));
    if (found) this.pressed.fire(found);
  }
  hide(): void {
    this.hidden.fire();
  }
  dispose(): void {
    for (const emitter of [this.accepted, this.hidden, this.pressed, this.itemPressed]) emitter.dispose();
    this.changed.dispose();
  }
}

export class FakeStatusItem {
  name = '';
  text = '';
  command = '';
  tooltip: MarkdownString | undefined;
  backgroundColor: ThemeColor | undefined;
  accessibilityInformation: { label: string } | undefined;
  visible = false;
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  dispose(): void {
    this.visible = false;
  }
}

/** A panel of ours, as far as its tab goes. */
export class FakePanel {
  iconPath: ThemeIcon | undefined;
  visible = true;
  active = false;
  private readonly ended = new EventEmitter<void>();
  private readonly moved = new EventEmitter<void>();
  private readonly received = new EventEmitter<unknown>();
  readonly onDidDispose = this.ended.event;
  readonly onDidChangeViewState = this.moved.event;
  readonly webview = {
    html: '',
    options: {},
    cspSource: '',
    onDidReceiveMessage: this.received.event,
    postMessage: (): Promise<boolean> => Promise.resolve(true),
    asWebviewUri: (target: unknown): unknown => target,
  };

  constructor(
    readonly viewType: string,
    public title: string,
  ) {}

  /** Comes to the front, and the others go behind it. */
  reveal(): void {
    for (const panel of workbench.panels) {
      const { active } = panel;
      panel.active = panel === this;
      if (active !== panel.active) panel.moved.fire();
    }
  }
  /** A message of its page. */
  says(message: unknown): void {
    this.received.fire(message);
  }
  dispose(): void {
    if (!workbench.panels.includes(this)) return;
    workbench.panels.splice(workbench.panels.indexOf(this), 1);
    this.ended.fire();
  }
}

export class TabInputWebview {
  constructor(readonly viewType: string) {}
}

export const window = {
  state: { focused: true },
  visibleTextEditors: [] as unknown[],
  tabGroups: {
    get all() {
      return [{ tabs: workbench.tabs }];
    },
    activeTabGroup: {
      get activeTab() {
        return { input: workbench.tabInFront };
      },
    },
  },
  createWebviewPanel: (viewType: string, title: string): FakePanel => {
    const panel = new FakePanel(viewType, title);
    workbench.panels.push(panel);
    panel.reveal();
    return panel;
  },
  createOutputChannel: () => {
    workbench.channels++;
    const write =
      (level: string) =>
      (line: string): void =>
        void workbench.log.push(`${level} ${line}`);
    return {
      get logLevel() {
        return workbench.logLevel;
      },
      trace: write('trace'),
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      show: () => undefined,
      dispose: () => undefined,
    };
  },
  createTreeView: (id: string, options: unknown) => {
    const view = { options, revealed: [] as unknown[], selection: [] };
    workbench.views.set(id, view);
    return {
      selection: view.selection,
      reveal: (node: unknown): Promise<void> => {
        view.revealed.push(node);
        return Promise.resolve();
      },
      visible: true,
      onDidChangeVisibility: () => ({ dispose: () => undefined }),
      onDidCollapseElement: () => ({ dispose: () => undefined }),
      onDidExpandElement: () => ({ dispose: () => undefined }),
      dispose: () => undefined,
    };
  },
  createQuickPick: () => new FakeInput(),
  createInputBox: () => new FakeInput(),
  /** Stays open while what was typed is refused, as the real one does. */
  showInputBox: async (options: {
    value?: string;
    title?: string;
    prompt?: string;
    placeHolder?: string;
    validateInput?: (value: string) => string | { message: string; severity: number } | undefined;
  }): Promise<string | undefined> => {
    const box = Object.assign(new FakeInput(), {
      title: options.title ?? '',
      prompt: options.prompt,
      value: options.value ?? '',
      placeholder: options.placeHolder ?? '',
    });
    return new Promise((resolve) => {
      box.onDidAccept(() => {
        const found = options.validateInput?.(box.value);
        const isError = typeof found === 'string' || found?.severity === InputBoxValidationSeverity.Error;
        if (!isError) return resolve(box.value);
        box.validationMessage = typeof found === 'string' ? found : found?.message;
        return box.show();
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  },
  showQuickPick: async (
    items: readonly { label: string; picked?: boolean }[],
    options: { title?: string; placeHolder?: string; canPickMany?: boolean } = {},
  ): Promise<unknown> => {
    const pick = Object.assign(new FakeInput(), {
      title: options.title ?? '',
      placeholder: options.placeHolder ?? '',
      canSelectMany: options.canPickMany ?? false,
      items,
      selectedItems: options.canPickMany ? items.filter(({ picked }) => picked) : [],
    });
    return new Promise((resolve) => {
      pick.onDidAccept(() => resolve(options.canPickMany ? pick.selectedItems : pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  },
  showOpenDialog: (): Promise<unknown> => Promise.resolve(workbench.openFiles?.map((path) => Uri.file(path))),
  showSaveDialog: (): Promise<unknown> =>
    Promise.resolve(workbench.saveAs === undefined ? undefined : Uri.file(workbench.saveAs)),
  showTextDocument: (document: unknown): Promise<unknown> => {
    workbench.shown.push(String(document));
    return Promise.resolve(document);
  },
  setStatusBarMessage: (): Disposable => ({ dispose: () => undefined }),
  showInformationMessage: (message: string, ...buttons: string[]): Promise<string | undefined> => {
    workbench.messages.push(message);
    return Promise.resolve(workbench.pressOn(message, buttons));
  },
  /** Stays until a test takes it away, as on the screen; answers the button that is pressed. */
  showErrorMessage: async (message: string, ...buttons: string[]): Promise<string | undefined> => {
    workbench.errors.push(message);
    const pressed = workbench.pressOn(message, buttons);
    if (pressed === undefined) await workbench.errorsStay;
    return pressed;
  },
  /** A question where it is modal, else a message in the corner. */
  showWarningMessage: (
    message: string,
    ...rest: (string | { modal?: boolean; detail?: string })[]
  ): Promise<string | undefined> => {
    const options = rest.find((each) => typeof each === 'object');
    const buttons = rest.filter((each) => typeof each === 'string');
    if (options?.modal) {
      workbench.questions.push({ message, detail: options.detail });
      return Promise.resolve(workbench.answerTo(message, buttons));
    }
    workbench.messages.push(message);
    return Promise.resolve(workbench.pressOn(message, buttons));
  },
  withProgress: <T>(
    options: { title?: string; location: unknown },
    task: (progress: unknown, token: unknown) => Promise<T>,
  ): Promise<T> => {
    workbench.progress.push(options.title ?? JSON.stringify(options.location));
    const cancelled = new EventEmitter<void>();
    const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event };
    workbench.cancelProgress = () => cancelled.fire();
    const report = ({ message = '' }: { message?: string }): void =>
      void workbench.progressMessages.push(message);
    return task({ report }, token);
  },
  registerUriHandler: (handler: unknown): Disposable => {
    workbench.uriHandler = handler;
    return { dispose: () => (workbench.uriHandler = undefined) };
  },
  registerWebviewPanelSerializer: (): Disposable => ({ dispose: () => undefined }),
  onDidChangeWindowState: (): Disposable => ({ dispose: () => undefined }),
  createStatusBarItem: (id: string): FakeStatusItem => {
    const item = new FakeStatusItem();
    workbench.statusItems.set(id, item);
    return item;
  },
};

const registered = (): Disposable => ({ dispose: () => undefined });

/** What is registered here is asked by the real program alone: test/host/source. */
export class CodeLens {
  constructor(
    readonly range: unknown,
    readonly command?: unknown,
  ) {}
}

export class Range {
  constructor(
    readonly start: unknown,
    readonly end: unknown,
  ) {}

  with(start: unknown, end: unknown): Range {
    return new Range(start, end);
  }
}

export class Diagnostic {}

export const languages = {
  registerHoverProvider: registered,
  registerCompletionItemProvider: registered,
  registerDefinitionProvider: registered,
  registerReferenceProvider: registered,
  registerCodeActionsProvider: registered,
  registerCodeLensProvider: registered,
};

/** Called by the real program alone: test/host/agents. */
export const lm = { registerTool: registered };

export const CodeActionKind = { QuickFix: 'quickfix' } as const;
