import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { FromLogsHost, FromLogsPage } from '../../protocol/logs.js';
import { connectHost } from '../shared/host.js';
import { LogsApp } from './app.js';
import type { SavedQuery } from './restore/savedQuery.js';
import { readSavedView } from './restore/savedQuery.js';
import { LogsRequests } from './parts/requests.js';

const keepAfterMs = 200;
const root = document.getElementById('root');
const app = new LogsApp();

const host = connectHost<FromLogsHost, FromLogsPage>({
  events: {
    words: { parse: (body) => body as never, handle: (words) => (app.words = words) },
    snapshot: {
      parse: (body) => body as never,
      handle: (snapshot) => (app.snapshot = snapshot),
    },
  },
  requests: {},
});

app.restore(readSavedView(host.state()['view']));
// What the serializer needs after a window reload; the rest of the state is this page's own.
host.keep(JSON.parse(root?.dataset['seed'] ?? '{}') as Record<string, unknown>);
app.requests = new LogsRequests(host.channel, (message) => app.say(message));

let keepTimer: ReturnType<typeof setTimeout> | undefined;
app.addEventListener('logs-kept', () => {
  keepTimer ??= setTimeout(keep, keepAfterMs);
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') keep();
});

root?.append(app);
host.channel.begin(crypto.randomUUID());

function keep(): void {
  clearTimeout(keepTimer);
  keepTimer = undefined;
  const { snapshot } = app;
  if (!snapshot) return;
  const { query, filter, tail, devices } = snapshot;
  const kept: SavedQuery = {
    query,
    filter,
    follow: tail.state !== 'off',
    hiddenDevices: devices.filter(({ shown }) => !shown).map(({ id }) => id),
  };
  host.keep({ ...kept, view: app.kept() });
}
