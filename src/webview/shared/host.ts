import { silentLogger } from '../../base/logger.js';
import type { Handlers, Messages } from '../../protocol/channel.js';
import { Channel } from '../../protocol/channel.js';

/** What VS Code puts into a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's way to its host, and the little state that outlives the page. */
export interface PageHost<In extends Messages, Out extends Messages> {
  readonly channel: Channel<In, Out>;
  /** What VS Code keeps for this page and gives to the serializer after a window reload. */
  state(): Readonly<Record<string, unknown>>;
  keep(changes: Readonly<Record<string, unknown>>): void;
}

/** Connects to the host. Once per page: VS Code hands its api out only once. */
export function connectHost<In extends Messages, Out extends Messages>(
  handlers: Handlers<In>,
): PageHost<In, Out> {
  const api = acquireVsCodeApi();
  const state = (): Readonly<Record<string, unknown>> => ({ ...(api.getState() as object | undefined) });
  return {
    channel: new Channel<In, Out>({
      handlers,
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
    }),
    state,
    keep: (changes) => api.setState({ ...state(), ...changes }),
  };
}
