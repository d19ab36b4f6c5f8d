import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { FromDetailsHost, FromDetailsPage } from '../../protocol/details.js';
import { connectHost } from '../shared/host.js';
import { detailsActions } from './actions.js';
import { DetailsApp } from './app.js';

const root = document.getElementById('root');
const app = new DetailsApp();
let scrollToRestore: number | undefined;

const host = connectHost<FromDetailsHost, FromDetailsPage>({
  events: {
    words: { parse: (body) => body as never, handle: (words) => (app.words = words) },
    snapshot: {
      parse: (body) => body as never,
      handle: (snapshot) => {
        app.snapshot = snapshot;
        void restoreScroll();
      },
    },
  },
  requests: {},
});

const { folded, scroll } = host.state();
if (Array.isArray(folded)) app.folded = folded.filter((key) => typeof key === 'string');
if (typeof scroll === 'number') scrollToRestore = scroll;
// What the serializer needs after a window reload; the rest of the state is this page's own.
host.keep(JSON.parse(root?.dataset['seed'] ?? '{}') as Record<string, unknown>);

app.actions = detailsActions(
  host,
  () => app.words?.strings,
  (text) => app.say(text),
  (title, text) => app.warn(title, text),
);
app.addEventListener('details-fold', () => host.keep({ folded: app.folded }));
let scrollTimer: ReturnType<typeof setTimeout> | undefined;
window.addEventListener('scroll', () => {
  clearTimeout(scrollTimer);
  scrollTimer = setTimeout(() => host.keep({ scroll: window.scrollY }), 200);
});

root?.append(app);
host.channel.begin(crypto.randomUUID());

/** Once, when there is something to scroll to. */
async function restoreScroll(): Promise<void> {
  if (scrollToRestore === undefined) return;
  await app.updateComplete;
  if (app.snapshot?.readAt === undefined) return;
  window.scrollTo(0, scrollToRestore);
  scrollToRestore = undefined;
}
