import { silentLogger } from '../../base/logger.js';
import type { Messages } from '../../protocol/channel.js';
import { Channel } from '../../protocol/channel.js';
import type { FromPageHost, PageSeed } from '../../protocol/page.js';
import { PageFailure } from './pageFailure.js';
import { readSeed } from './seed.js';

/** What VS Code puts into a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's way to its host, and the little state that outlives the page. */
export interface PageHost<Snapshot, Page extends Messages, Seed extends PageSeed> {
  readonly channel: Channel<FromPageHost<Snapshot>, Page>;
  readonly seed: Seed;
  /** What VS Code keeps for this page and gives to the serializer after a window reload. */
  state(): Readonly<Record<string, unknown>>;
  keep(changes: Readonly<Record<string, unknown>>): void;
  /** Puts the page's content into it and tells the host that the page hears. */
  begin(app: HTMLElement): void;
}

/**
 * Connects to the host. Once per page: VS Code hands its api out only once.
 * @param show draws a state, each time one comes
 * @param run does what a person asked for outside of the page
 */
export function connectHost<Snapshot, Page extends Messages, Seed extends PageSeed = PageSeed>(
  show: (snapshot: Snapshot) => void,
  run: (command: string) => void = () => undefined,
): PageHost<Snapshot, Page, Seed> {
  const api = acquireVsCodeApi();
  const seed = readSeed<Seed>();
  const state = (): Readonly<Record<string, unknown>> => ({ ...(api.getState() as object | undefined) });
  const keep = (changes: Readonly<Record<string, unknown>>): void => api.setState({ ...state(), ...changes });
  const begin = (): void => channel.begin(crypto.randomUUID());
  const failure = new PageFailure(() => {
    channel.endSession();
    begin();
  });
  const channel: Channel<FromPageHost<Snapshot>, Page> = new Channel({
    handlers: {
      events: {
        snapshot: {
          parse: (body) => body as Snapshot,
          handle: (snapshot) => {
            failure.end();
            show(snapshot);
          },
        },
        noSnapshot: { parse: () => null, handle: () => failure.show() },
        command: { parse: String, handle: run },
      },
      requests: {},
    },
    log: silentLogger,
    describeError: () => ({ reason: 'failed', message: '' }),
    port: {
      post: (message) => api.postMessage(message),
      onMessage: (listener) => {
        const own = (event: MessageEvent<unknown>): void => listener(event.data);
        window.addEventListener('message', own);
        return { dispose: () => window.removeEventListener('message', own) };
      },
    },
  });
  keep(seed.key);
  return {
    channel,
    seed,
    state,
    keep,
    begin: (app) => {
      document.getElementById('root')?.append(app);
      const { first } = seed;
      if (first && state()['first'] !== first.id) {
        keep({ first: first.id });
        show(first.state as Snapshot);
      }
      begin();
    },
  };
}
