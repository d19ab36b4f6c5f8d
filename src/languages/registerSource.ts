import * as vscode from 'vscode';
import { isAbortError } from '../base/errors.js';
import { Lazy } from '../base/lazy.js';
import { mayBeSource, sourcePattern } from '../model/source/firmwareNames.js';
import { onSettingChange, sourceLens } from '../platform/settings/settings.js';
import type { SourceDeps } from './source/sourceDeps.js';
import type { SourceFeatures } from './source/sourceFeatures.js';

/** Comparisons, histories and outputs show what isn't being written. */
const readOnlySchemes = new Set(['git', 'gitlens', 'output', 'vscode-userdata', 'search-editor', 'tuya']);

const triggers = ['_', '"', ' ', '(', ','];

/** The features for data points in source, and the way to what is found there. */
export interface Source extends vscode.Disposable {
  readonly features: Lazy<SourceFeatures>;
  /** Whether source that names data points is open in the window, as far as anybody has looked. */
  readonly hasFirmware: boolean;
}

/**
 * Offers data points in source to VS Code. What reads source is loaded with the first file that may be firmware; whoever
 * opens none pays for these registrations alone.
 */
export function registerSource(deps: SourceDeps): Source {
  let loaded: SourceFeatures | undefined;
  const features = new Lazy(async () => {
    const { SourceFeatures: Features } = await import('./source/sourceFeatures.js');
    return (loaded = new Features(deps));
  });
  const isMeant = ({ uri }: vscode.TextDocument): boolean =>
    mayBeSource(uri.path) && !readOnlySchemes.has(uri.scheme);
  /** A provider that fails says nothing: the person is writing code. */
  const quietly = async <T>(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
    ask: (features: SourceFeatures, signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> => {
    if (!isMeant(document)) return undefined;
    const controller = new AbortController();
    const cancel = token.onCancellationRequested(() => controller.abort());
    try {
      return await ask(await features.get(), controller.signal);
    } catch (error) {
      if (!isAbortError(error)) deps.log.log('warn', 'a data point in source could not be looked up');
      return undefined;
    } finally {
      cancel.dispose();
    }
  };
  const selector = { pattern: sourcePattern };
  const lensChanged = new vscode.EventEmitter<void>();
  const follow = (document: vscode.TextDocument): void => {
    // What is only opened by other extensions, to be read, is in no editor.
    if (isMeant(document))
      void features.get().then(
        (each) => each.follow(document),
        () => undefined,
      );
  };
  for (const document of vscode.workspace.textDocuments) follow(document);
  const registrations = [
    lensChanged,
    vscode.languages.registerHoverProvider(selector, {
      provideHover: (document, position, token) =>
        quietly(document, token, (each, signal) => each.hover(document, position, signal)),
    }),
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: (document, position, token) =>
          quietly(document, token, (each, signal) => each.complete(document, position, signal)),
      },
      ...triggers,
    ),
    vscode.languages.registerDefinitionProvider(selector, {
      provideDefinition: (document, position, token) =>
        quietly(document, token, (each, signal) => each.definition(document, position, signal)),
    }),
    vscode.languages.registerReferenceProvider(selector, {
      provideReferences: (document, position, _, token) =>
        quietly(document, token, (each, signal) => each.references(document, position, signal)),
    }),
    vscode.languages.registerCodeActionsProvider(
      selector,
      {
        provideCodeActions: (document, _, { diagnostics }, token) =>
          quietly(document, token, (each) => Promise.resolve(each.fixes(document, diagnostics))),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: lensChanged.event,
      provideCodeLenses: (document, token) =>
        sourceLens() === 'off'
          ? undefined
          : quietly(document, token, async (each, signal) => {
              each.lenses.follow(() => lensChanged.fire());
              return each.lenses.of(document, signal);
            }),
    }),
    onSettingChange('source.lens', () => lensChanged.fire()),
    vscode.workspace.onDidOpenTextDocument(follow),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) follow(document);
    }),
    vscode.workspace.onDidCloseTextDocument(
      (document) =>
        void features.current?.then(
          (each) => each.forget(document),
          () => undefined,
        ),
    ),
  ];
  return {
    features,
    get hasFirmware() {
      return loaded?.hasFirmware === true;
    },
    dispose: () => {
      for (const each of registrations.reverse()) each.dispose();
      void features.current?.then(
        (each) => each.dispose(),
        () => undefined,
      );
    },
  };
}
