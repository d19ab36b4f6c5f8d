import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { Handlers, Messages } from '../../protocol/channel.js';
import { Channel } from '../../protocol/channel.js';
import type { PageSeed } from '../../protocol/page.js';
import { freshNonce, laterScriptName, pageHtml, scriptNames, type PageFiles } from './html.js';
import { pageFolder } from './pageFiles.js';
import { errorReply } from './requestRefused.js';

/** How long a page that is on screen may take to say that it is ready, before it is made anew. */
const readyWithinMs = 10_000;

export interface WebviewPageOptions<In extends Messages> {
  readonly panel: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  /** Name of the page's files in `dist/webview`, without extension. */
  readonly entry: string;
  /** What the page has to know before the first message; its texts are added here. */
  readonly seed: PageSeed;
  /** What stands in the html; without it, the page asks for its files. */
  readonly files?: PageFiles | undefined;
  readonly handlers: Handlers<In>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Origins pictures may come from; without it, none. */
  imageHosts?(): readonly string[];
}

/**
 * The page in a panel: writes its html, talks to it, notices when it goes (hidden panels lose their page) and
 * comes back. A page that stays silent though it is on screen gets its html once more.
 */
export class WebviewPage<In extends Messages, Out extends Messages> extends Disposable {
  readonly channel: Channel<In, Out>;
  private watch: AbortController | undefined;
  private renewed = false;
  private hosts = '';

  constructor(private readonly options: WebviewPageOptions<In>) {
    super();
    const { panel, handlers, log } = options;
    this._register(toDisposable(() => this.watch?.abort()));
    this.channel = this._register(
      new Channel<In, Out>({
        handlers,
        log,
        describeError: errorReply,
        port: {
          // A message to a page that is just going away is lost; the next page starts from a full snapshot.
          post: (message) => void panel.webview.postMessage(message),
          onMessage: (listener) => panel.webview.onDidReceiveMessage(listener),
        },
      }),
    );
    this._register(this.channel.onReady(() => this.watch?.abort()));
    this._register(panel.onDidChangeViewState(() => this.visibilityChanged()));
  }

  /**
   * Writes the html; called once the owner listens.
   * @param state what the page draws before it has heard anything
   */
  load(state?: unknown): void {
    const { panel, extensionUri, entry, seed, files } = this.options;
    const { webview } = panel;
    const resource = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), file)).toString();
    const imageHosts = this.options.imageHosts?.() ?? [];
    this.hosts = imageHosts.join(' ');
    const later = laterScriptName(entry);
    this.channel.endSession();
    webview.html = pageHtml({
      cspSource: webview.cspSource,
      lang: vscode.env.language,
      title: panel.title,
      scripts: scriptNames(entry).map(resource),
      later: later === undefined ? undefined : resource(later),
      styles: [resource(`${entry}.css`)],
      iconStyle: resource('codicon.css'),
      files,
      imageHosts,
      seed: {
        ...seed,
        texts: vscode.l10n.bundle,
        ...(state !== undefined && { first: { id: freshNonce(), state } }),
      },
    });
    if (panel.visible) this.expectReady();
  }

  /** The hosts pictures may come from are part of the html: where they have changed, it is written anew. */
  reloadIfHostsChanged(): void {
    const imageHosts = this.options.imageHosts?.() ?? [];
    if (imageHosts.join(' ') !== this.hosts) this.load();
  }

  private visibilityChanged(): void {
    if (!this.options.panel.visible) {
      this.watch?.abort();
      this.channel.endSession();
    } else if (!this.channel.isReady) {
      this.expectReady();
    }
  }

  private expectReady(): void {
    this.watch?.abort();
    const watch = (this.watch = new AbortController());
    this.options.clock.sleep(readyWithinMs, watch.signal).then(
      () => {
        if (this.channel.isReady || this.renewed) return;
        this.renewed = true;
        this.options.log.log('warn', 'A page stayed silent and was made anew', { entry: this.options.entry });
        this.load();
      },
      () => undefined, // ready, hidden or closed in time
    );
  }
}
