import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { FromLogsPage } from '../../protocol/logRequests.js';
import type { KeptLogDto, LogsSeed, LogsSnapshot } from '../../protocol/logs.js';
import { connectHost } from '../shared/host.js';
import { LogsApp } from './app.js';
import { readSavedView } from './restore/savedQuery.js';
import { LogsRequests } from './parts/requests.js';

const keepAfterMs = 200;
const app = new LogsApp();
const host = connectHost<LogsSnapshot, FromLogsPage, LogsSeed>(
  (snapshot) => (app.snapshot = snapshot),
  (command) => app.run(command),
);

app.restore(readSavedView(host.state()['view']));
app.names = host.seed.names;
app.requests = new LogsRequests(host.channel, (text) => app.say(text));

let keepTimer: ReturnType<typeof setTimeout> | undefined;
app.addEventListener('logs-kept', () => {
  keepTimer ??= setTimeout(keep, keepAfterMs);
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') keep();
});

host.begin(app);

function keep(): void {
  clearTimeout(keepTimer);
  keepTimer = undefined;
  const { snapshot } = app;
  if (!snapshot) return;
  const { query, filter, tail, devices } = snapshot;
  const kept: KeptLogDto = {
    query,
    filter,
    follow: tail.state !== 'off',
    hiddenDevices: devices.filter(({ shown }) => !shown).map(({ id }) => id),
  };
  host.keep({ ...kept, view: app.kept() });
}
