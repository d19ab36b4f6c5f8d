import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { DetailsSnapshot, FromDetailsPage } from '../../protocol/details.js';
import { connectHost } from '../shared/host.js';
import { DetailsApp } from './app.js';
import { DetailsRequests } from './requests.js';

const app = new DetailsApp();
const host = connectHost<DetailsSnapshot, FromDetailsPage>((snapshot) => {
  app.snapshot = snapshot;
  void restoreScroll();
});
let scrollToRestore: number | undefined;

const { folded, scroll } = host.state();
if (Array.isArray(folded)) app.folded = folded.filter((key) => typeof key === 'string');
if (typeof scroll === 'number') scrollToRestore = scroll;

app.requests = new DetailsRequests(host.channel, app);
app.addEventListener('details-fold', () => host.keep({ folded: app.folded }));
let scrollTimer: ReturnType<typeof setTimeout> | undefined;
window.addEventListener('scroll', () => {
  clearTimeout(scrollTimer);
  scrollTimer = setTimeout(() => host.keep({ scroll: window.scrollY }), 200);
});
host.begin(app);

/** Once, when there is something to scroll to. */
async function restoreScroll(): Promise<void> {
  if (scrollToRestore === undefined) return;
  await app.updateComplete;
  if (app.snapshot?.readAt === undefined) return;
  window.scrollTo(0, scrollToRestore);
  scrollToRestore = undefined;
}
