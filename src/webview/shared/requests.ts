import * as l10n from '@vscode/l10n';
import { isAbortError } from '../../base/errors.js';
import type { Channel, Messages } from '../../protocol/channel.js';
import { RemoteError } from '../../protocol/channel.js';

/** A page's requests to its host; one that fails is said, never thrown. */
export class PageRequests<Page extends Messages> {
  constructor(
    private readonly channel: Pick<Channel<Messages, Page>, 'request'>,
    /** Tells the person that a request failed. */
    private readonly say: (text: string) => void,
  ) {}

  /** Answers undefined where the request failed or was given up. */
  async ask<Name extends keyof Page['requests'] & string>(
    name: Name,
    params: Page['requests'][Name]['params'],
    signal?: AbortSignal,
  ): Promise<Page['requests'][Name]['result'] | undefined> {
    try {
      return await this.channel.request(name, params, signal);
    } catch (error) {
      if (!isAbortError(error)) this.say(failureText(error));
      return undefined;
    }
  }

  /** The same, thrown: for who has to tell a failure from an answer. */
  raw<Name extends keyof Page['requests'] & string>(
    name: Name,
    params: Page['requests'][Name]['params'],
    signal?: AbortSignal,
  ): Promise<Page['requests'][Name]['result']> {
    return this.channel.request(name, params, signal);
  }

  /** For buttons: the answer comes as a snapshot. */
  run<Name extends keyof Page['requests'] & string>(
    name: Name,
    params: Page['requests'][Name]['params'],
  ): void {
    void this.ask(name, params);
  }
}

/** The host's words where it gave some. */
function failureText(error: unknown): string {
  const told = error instanceof RemoteError ? error.message : '';
  return told === '' ? l10n.t('That did not work.') : told;
}
