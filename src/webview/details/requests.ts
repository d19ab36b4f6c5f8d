import * as l10n from '@vscode/l10n';
import type { Channel, Messages } from '../../protocol/channel.js';
import type { CopyRequest, FromDetailsPage, NamedThing } from '../../protocol/details.js';
import type { WriteDto } from '../../protocol/deviceParts.js';
import type { ProblemDto } from '../../protocol/problem.js';
import type { SendParams, SendResultDto } from '../../protocol/sending.js';
import type { Renamed } from '../shared/nameEdit.js';
import { PageRequests } from '../shared/requests.js';

/** Where the page tells how a request went. */
export interface Outcomes {
  /** By the live region. */
  say(text: string): void;
  /** Where no field is beside it. */
  warn(title: string, text: string): void;
}

/** The page's requests to the host; those that end in several ways tell how they ended. */
export class DetailsRequests extends PageRequests<FromDetailsPage> {
  constructor(
    channel: Pick<Channel<Messages, FromDetailsPage>, 'request'>,
    private readonly outcomes: Outcomes,
  ) {
    super(channel, (text) => outcomes.say(text));
  }

  /** By the live region. */
  tell(text: string): void {
    this.outcomes.say(text);
  }

  async refresh(): Promise<void> {
    const result = await this.ask('refresh', {});
    if (!result) return;
    this.outcomes.say(
      {
        failed: l10n.t('The device could not be read again.'),
        cancelled: l10n.t('Reading the device was cancelled.'),
        updated:
          result.changed > 0
            ? l10n.t('Device read again; data points changed: {0}.', result.changed)
            : l10n.t('Device read again; no data point changed.'),
      }[result.outcome],
    );
  }

  /** Answers whether it is on the clipboard. */
  async copy(what: CopyRequest): Promise<boolean> {
    const done = (await this.ask('copy', what)) !== undefined;
    this.outcomes.say(done ? l10n.t('Copied') : l10n.t('Copying failed.'));
    return done;
  }

  async rename(thing: NamedThing, name: string): Promise<Renamed> {
    const message = this.told(
      await this.ask('rename', { thing, name }),
      l10n.t('Renamed.'),
      l10n.t('The connection broke, but a check showed that it was renamed.'),
    );
    return message === undefined ? { done: true } : { done: false, message };
  }

  async nameOtherPoint(): Promise<void> {
    const result = await this.ask('nameOtherPoint', {});
    if (!result) return;
    const message = this.told(
      result,
      l10n.t('Renamed.'),
      l10n.t('The connection broke, but a check showed that it was renamed.'),
    );
    if (message === undefined) return;
    const title =
      result.outcome === 'unknown'
        ? l10n.t('Whether the data point was renamed isn’t known')
        : l10n.t('The data point was not renamed');
    this.outcomes.warn(title, message);
  }

  async deleteUser(userId: string): Promise<void> {
    const result = await this.ask('deleteUser', { userId });
    if (!result) return;
    const message = this.told(
      result,
      l10n.t('The user was deleted.'),
      l10n.t('The connection broke, but a check showed that the user was deleted.'),
    );
    if (message !== undefined) this.outcomes.warn(l10n.t('The user was not deleted'), message);
  }

  /** Answers why a value wasn't sent; what came of one that was, the page's commands tell. */
  async send(params: SendParams): Promise<string | undefined> {
    return this.sent(await this.ask('send', params));
  }

  /** Answers why nothing was sent. */
  async sendTogether(points: readonly SendParams[]): Promise<string | undefined> {
    return this.sent(await this.ask('sendTogether', { points: [...points] }));
  }

  async sendAgain(id: number, how: 'same' | 'opposite'): Promise<void> {
    const problem = this.sent(await this.ask('sendAgain', { id, how }));
    if (problem !== undefined) this.outcomes.warn(l10n.t('The data point was not sent'), problem);
  }

  private sent(result: SendResultDto | undefined): string | undefined {
    switch (result?.outcome) {
      case 'ended':
        this.outcomes.say(result.text);
        return undefined;
      case 'invalid':
        return result.message;
      case 'notDone':
        return problemLine(result.problem);
      case undefined:
        return l10n.t('That did not work.');
    }
  }

  /** @param intervalMs undefined: it ends */
  setLive(intervalMs: number | undefined): void {
    this.run('setLive', intervalMs === undefined ? {} : { intervalMs });
    this.outcomes.say(intervalMs === undefined ? l10n.t('Live is off.') : l10n.t('Live is on.'));
  }

  /** Says that a change was made; answers why not where it wasn't. What is in doubt, the page's doubts tell. */
  private told(result: WriteDto | undefined, done: string, byObservation: string): string | undefined {
    if (!result) return l10n.t('That did not work.');
    switch (result.outcome) {
      case 'done':
        this.outcomes.say(result.byObservation ? byObservation : done);
        return undefined;
      case 'unknown':
        return result.isListed ? undefined : result.message;
      case 'invalid':
        return result.message;
      case 'notDone':
        return problemLine(result.problem);
    }
  }
}

/** A failure in one line: what, what to do, and the code. */
function problemLine({ what, remedy, code }: ProblemDto): string {
  return [what, remedy, code === undefined ? undefined : `(${code})`].filter(Boolean).join(' ');
}
