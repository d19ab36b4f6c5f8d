import { toError } from '../../base/errors.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Messages } from '../../protocol/channel.js';
import type { FromPageHost } from '../../protocol/page.js';
import { WebviewPage, type WebviewPageOptions } from './webviewPage.js';

export interface SnapshotPageOptions<In extends Messages, Snapshot> extends WebviewPageOptions<In> {
  /** @param isFirst for a page that shows nothing yet */
  snapshot(isFirst: boolean): Snapshot;
  /** The tab's title; undefined leaves it as it is. */
  title(): string | undefined;
  /** Snapshots are at least so far apart; without it, changes of one turn are one snapshot. */
  readonly minIntervalMs?: number;
}

/**
 * A page that shows a state. Its html has the state it begins with. Each page that comes up gets the whole state; after that every change sends the state anew,
 * several changes together. For a hidden page no state is put together. A state that can't be is said to be missing.
 */
export class SnapshotPage<In extends Messages, Snapshot> extends Disposable {
  private readonly page: WebviewPage<In, FromPageHost<Snapshot>>;
  private readonly ended = new AbortController();
  private sendPending = false;
  private sentAt = -Infinity;

  constructor(private readonly options: SnapshotPageOptions<In, Snapshot>) {
    super();
    this._register(toDisposable(() => this.ended.abort()));
    this.page = this._register(new WebviewPage<In, FromPageHost<Snapshot>>(options));
    this._register(this.page.channel.onReady(() => this.send(true)));
  }

  /** Writes the html; called once the owner has everything its state needs. */
  load(): void {
    this.showTitle();
    this.page.load(this.state(true));
  }

  /** Has the page do what its button does; a page that isn't there yet hears nothing. */
  tell(command: string): void {
    if (this.page.channel.isReady) this.page.channel.emit('command', command);
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

  private send(isFirst = false): void {
    if (!this.page.channel.isReady) return;
    this.sentAt = this.options.clock.now();
    const { channel } = this.page;
    const state = this.state(isFirst);
    // Silence would leave an earlier state on screen as if it were the present one.
    if (state === undefined) channel.emit('noSnapshot', null);
    else channel.emit('snapshot', state);
  }

  /** Undefined where it can't be put together. */
  private state(isFirst: boolean): Snapshot | undefined {
    const { entry, log, snapshot } = this.options;
    try {
      return snapshot(isFirst);
    } catch (error) {
      log.log('error', 'What a page shows could not be put together', { entry, error: toError(error).name });
      return undefined;
    }
  }

  private showTitle(): void {
    const title = this.options.title();
    const { panel } = this.options;
    if (title !== undefined && panel.title !== title) panel.title = title;
  }
}
