import { isAbortError } from '../../../base/errors.js';
import type { Channel } from '../../../protocol/channel.js';
import { RemoteError } from '../../../protocol/channel.js';
import type { FromLogsHost, FromLogsPage, LogFilterDto } from '../../../protocol/logs.js';

type Requests = FromLogsPage['requests'];

/** The page's requests to the host; one that fails is said, never thrown. */
export class LogsRequests {
  private sentFilter: LogFilterDto | undefined;

  constructor(
    private readonly channel: Channel<FromLogsHost, FromLogsPage>,
    /** Says that a request failed, with the host's words where it gave some. */
    private readonly failed: (message: string) => void,
  ) {}

  /** Answers undefined where the request failed or was given up. */
  async ask<Name extends keyof Requests>(
    name: Name,
    params: Requests[Name]['params'],
    signal?: AbortSignal,
  ): Promise<Requests[Name]['result'] | undefined> {
    try {
      return await this.channel.request(name, params, signal);
    } catch (error) {
      if (!isAbortError(error)) this.failed(error instanceof RemoteError ? error.message : '');
      return undefined;
    }
  }

  /** Changes a part of the filter. What was sent before and hasn't come back yet counts too. */
  changeFilter(shown: LogFilterDto, change: Partial<LogFilterDto>): void {
    const next = { ...this.filterAfter(shown), ...change };
    this.sentFilter = next;
    void this.ask('filter', next).then((answer) => {
      if (answer === undefined && this.sentFilter === next) this.sentFilter = undefined;
    });
  }

  /** The filter as it will be: as the host shows it, or as it was sent meanwhile. */
  filterAfter(shown: LogFilterDto): LogFilterDto {
    if (this.sentFilter && JSON.stringify(ordered(this.sentFilter)) === JSON.stringify(ordered(shown)))
      this.sentFilter = undefined;
    return this.sentFilter ?? shown;
  }

  /** The same, thrown: for who has to tell a failure from an answer. */
  raw<Name extends keyof Requests>(
    name: Name,
    params: Requests[Name]['params'],
    signal?: AbortSignal,
  ): Promise<Requests[Name]['result']> {
    return this.channel.request(name, params, signal);
  }

  /** For buttons: the answer comes as a snapshot. */
  run<Name extends keyof Requests>(name: Name, params: Requests[Name]['params']): void {
    void this.ask(name, params);
  }
}

function ordered({ text, mode, hiddenTypes }: LogFilterDto): readonly unknown[] {
  return [text, mode, hiddenTypes];
}
