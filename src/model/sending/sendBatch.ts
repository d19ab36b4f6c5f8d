import { NotAdmittedError } from '../../base/asking.js';
import { isAbortError } from '../../base/errors.js';
import type { DeviceRef } from '../projects/project.js';
import type { CommandSender } from './commandSender.js';
import type { PointValue, SentCommand } from './sentCommand.js';

/** How far one device of several is. */
export type SendBatchItem =
  | { readonly ref: DeviceRef; readonly state: 'notStarted' | 'running' }
  | { readonly ref: DeviceRef; readonly state: 'sent'; readonly command: SentCommand }
  /** Nothing was sent, and this is why. */
  | { readonly ref: DeviceRef; readonly state: 'notSent'; readonly error: unknown };

/** Reports are waited for side by side; how fast commands leave is the client's to say. */
const concurrency = 12;

/**
 * Sends one value to several devices, to each at most once. A cancel keeps what hasn't left from leaving, and ends the
 * waiting for reports.
 */
export class SendBatch {
  private readonly own: SendBatchItem[];
  /** Projects that may not be called, and why: a person who said no isn't asked about each device. */
  private readonly closed = new Map<string, NotAdmittedError>();

  constructor(
    private readonly sender: Pick<CommandSender, 'send' | 'sentTo'>,
    refs: readonly DeviceRef[],
    private readonly point: PointValue,
  ) {
    this.own = refs.map((ref) => ({ ref, state: 'notStarted' }));
  }

  /** In the order they were given, as they are by now: looks that follow may tell more of one that was sent. */
  get items(): readonly SendBatchItem[] {
    return this.own.map((item) => {
      if (item.state !== 'sent') return item;
      const { key } = item.command;
      const now = this.sender.sentTo(item.ref).find((command) => command.key === key);
      return now ? { ...item, command: now } : item;
    });
  }

  /** Never rejects: how each ended is in {@link items}. */
  async run(signal: AbortSignal, progress: (ref: DeviceRef, ended: number) => void): Promise<void> {
    const waiting = [...this.own.keys()];
    let ended = 0;
    const lane = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined && !signal.aborted; index = waiting.shift()) {
        const ref = this.own[index]?.ref;
        if (!ref) return;
        this.own[index] = { ref, state: 'running' };
        progress(ref, ended);
        this.own[index] = await this.send(ref, signal);
        progress(ref, ++ended);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, lane));
  }

  private async send(ref: DeviceRef, signal: AbortSignal): Promise<SendBatchItem> {
    try {
      const closed = this.closed.get(ref.projectId);
      if (closed) throw closed;
      return { ref, state: 'sent', command: await this.sender.send(ref, this.point, signal) };
    } catch (error) {
      if (isAbortError(error) && signal.aborted) return { ref, state: 'notStarted' };
      if (error instanceof NotAdmittedError) this.closed.set(ref.projectId, error);
      return { ref, state: 'notSent', error };
    }
  }
}
