import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Channel, Messages } from '../../protocol/channel.js';
import { WebviewPage, type WebviewPageOptions } from './webviewPage.js';

/** What the host of such a page says: its words once per page, and its whole state again and again. */
interface SnapshotMessages extends Messages {
  readonly events: { readonly words: unknown; readonly snapshot: unknown };
}

export interface SnapshotPageOptions<
  In extends Messages,
  Out extends SnapshotMessages,
> extends WebviewPageOptions<In> {
  words(): Out['events']['words'];
  snapshot(): Out['events']['snapshot'];
  /** The tab's title; undefined leaves it as it is. */
  title(): string | undefined;
  /** Snapshots are at least so far apart; without it, changes of one turn are one snapshot. */
  readonly minIntervalMs?: number;
}

/**
 * A page that shows a state. Each page that comes up is greeted with its words and the whole state; after that every
 * change sends the state anew, several changes together. For a hidden page no state is put together.
 */
export class SnapshotPage<In extends Messages, Out extends SnapshotMessages> extends Disposable {
  private readonly page: WebviewPage<In, Out>;
  private readonly ended = new AbortController();
  private sendPending = false;
  private sentAt = -Infinity;

  constructor(private readonly options: SnapshotPageOptions<In, Out>) {
    super();
    this._register(toDisposable(() => this.ended.abort()));
    this.page = this._register(new WebviewPage<In, Out>(options));
    this._register(
      this.page.channel.onReady(() => {
        this.page.channel.emit('words', options.words());
        this.send();
      }),
    );
  }

  get channel(): Channel<In, Out> {
    return this.page.channel;
  }

  /** Writes the html; called once the owner has everything its state needs. */
  load(): void {
    this.showTitle();
    this.page.load();
  }

  /** The state has changed. */
  readonly changed = (): void => {
    if (this.sendPending || this.isDisposed) return;
    this.sendPending = true;
    const { minIntervalMs = 0, clock } = this.options;
    const wait = this.sentAt + minIntervalMs - clock.now();
    if (wait <= 0) return queueMicrotask(this.flush);
    clock.sleep(wait, this.ended.signal).then(this.flush, () => undefined); // closed meanwhile
  };

  private readonly flush = (): void => {
    this.sendPending = false;
    if (this.isDisposed) return;
    this.showTitle();
    this.page.reloadIfHostsChanged();
    this.send();
  };

  private send(): void {
    if (!this.page.channel.isReady) return;
    this.sentAt = this.options.clock.now();
    this.page.channel.emit('snapshot', this.options.snapshot());
  }

  private showTitle(): void {
    const title = this.options.title();
    const { panel } = this.options;
    if (title !== undefined && panel.title !== title) panel.title = title;
  }
}
