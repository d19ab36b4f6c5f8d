import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { FromUserFormHost, FromUserFormPage } from '../../protocol/userForm.js';
import { connectHost } from '../shared/host.js';
import { UserFormApp } from './app.js';

const root = document.getElementById('root');
const app = new UserFormApp();

const host = connectHost<FromUserFormHost, FromUserFormPage>({
  events: {
    words: { parse: (body) => body as never, handle: (words) => (app.words = words) },
    snapshot: {
      parse: (body) => body as never,
      handle: (snapshot) => {
        app.take(snapshot);
        keepDraft();
      },
    },
  },
  requests: {},
});

// What the serializer needs after a window reload: which form it is, and what was typed into it.
host.keep(JSON.parse(root?.dataset['seed'] ?? '{}') as Record<string, unknown>);
app.channel = host.channel;
app.addEventListener('form-edit', () => {
  host.channel.emit('edit', { form: app.form });
  host.keep({ draft: app.form });
});

root?.append(app);
host.channel.begin(crypto.randomUUID());

/** A form that holds nothing of its own is read again after a reload, and not restored. */
function keepDraft(): void {
  if (app.snapshot) host.keep({ draft: app.snapshot.isDirty ? app.form : undefined });
}
