import type { EndingAsking } from '../../../base/asking.js';
import { isAbortError } from '../../../base/errors.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { DeviceLogs } from '../../../tuya/api/deviceLogs.js';
import { TuyaError } from '../../../tuya/errors/errors.js';
import type { CallInfo } from '../../../tuya/operations.js';
import type { LogCursor, LogEdition, LogPage } from '../../../tuya/results.js';
import { showsEdition, type ProjectEdition } from './projectEdition.js';

/** The cloud gives so many rows at most, and a smaller page costs the same. */
export const rowsPerPage = 100;
/** Before this a time in ms has fewer than 13 digits, which the cloud doesn't take. */
const earliestTime = 1e12;
const latestTime = 1e13 - 1;

/** Which rows of a device's log. */
export interface LogSelection {
  /** 1 … 10, at least one. */
  readonly types: readonly number[];
  /** Empty for all. */
  readonly codes: readonly string[];
}

/** A page of a range. */
export interface PageAsk extends LogSelection, TimeRange {
  readonly cursor?: LogCursor | undefined;
}

export interface LogSourceDeps {
  readonly client: (asking: EndingAsking) => Promise<{ readonly logs: Pick<DeviceLogs, 'page'> }>;
  readonly edition: ProjectEdition;
  readonly onCall: (info: CallInfo) => void;
}

/** Asks the cloud for pages of one device's log, in the edition the project has. */
export class LogSource {
  constructor(
    private readonly deviceId: string,
    private readonly deps: LogSourceDeps,
  ) {}

  /** @throws TuyaError, or an abort error once the signal fires */
  async page(ask: PageAsk, asking: EndingAsking): Promise<LogPage> {
    const { edition } = this.deps;
    const asked = ask.cursor?.edition ?? edition.toAsk;
    let page: LogPage;
    try {
      page = await this.ask(ask, asked, asking);
    } catch (error) {
      const isFixed = ask.cursor !== undefined || edition.isSettled;
      if (isFixed || !mayBeTheOther(error)) throw failureOf(error, asking.signal);
      const other = asked === 'paid' ? 'free' : 'paid';
      // A refusal of the paid edition, which was only tried, says nothing of what is wrong.
      page = await this.askTheOther(ask, other, edition.current && error, asking);
      edition.learn(page.edition ?? other);
      return page;
    }
    if (page.edition && (page.edition !== asked || showsEdition(page))) edition.learn(page.edition);
    return page;
  }

  /** @param refusal says what is wrong where the other edition is refused as well */
  private async askTheOther(
    ask: PageAsk,
    other: LogEdition,
    refusal: unknown,
    asking: EndingAsking,
  ): Promise<LogPage> {
    let page: LogPage;
    try {
      page = await this.ask(ask, other, asking);
    } catch (error) {
      if (mayBeTheOther(error)) this.deps.edition.bothRefused();
      const isOver = isAbortError(error) && asking.signal.aborted;
      throw isOver ? error : (refusal ?? failureOf(error, asking.signal));
    }
    return page.edition ? page : { ...page, edition: other };
  }

  private async ask(
    { types, codes, from, to, cursor }: PageAsk,
    edition: LogEdition,
    asking: EndingAsking,
  ): Promise<LogPage> {
    const client = await this.deps.client(asking);
    const { edition: _edition, ...keys } = cursor ?? { edition };
    const query = {
      types,
      ...(codes.length > 0 && { codes }),
      // 0 would be seven days ago, and not as far back as there is.
      startTime: Math.max(from, earliestTime),
      // Whether the cloud counts its end in isn't said anywhere: without `to` itself the moment before it could be lost.
      endTime: Math.min(Math.max(to, from, earliestTime), latestTime),
      size: rowsPerPage,
      ...(edition === 'paid' && { queryType: 2 as const }),
      ...keys,
    };
    return client.logs.page(this.deviceId, query, asking.signal, this.deps.onCall);
  }
}

/** A request that somebody else gave up has failed like one that the network lost: it can be made again. */
function failureOf(error: unknown, signal: AbortSignal): unknown {
  if (!isAbortError(error) || signal.aborted) return error;
  const message = 'logs.page: the request was given up';
  return new TuyaError('network', { operation: 'logs.page', message, remedy: 'checkNetwork', cause: error });
}

/** Whether a refusal may be about the edition that was asked for, and not about the project as such. */
function mayBeTheOther(error: unknown): boolean {
  return TuyaError.is(error) && error.reason === 'subscription';
}
