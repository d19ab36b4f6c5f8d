import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { FromUserFormPage, UserFormSnapshot } from '../../protocol/userForm.js';
import { connectHost } from '../shared/host.js';
import { PageRequests } from '../shared/requests.js';
import { UserFormApp } from './app.js';

const app = new UserFormApp();
const host = connectHost<UserFormSnapshot, FromUserFormPage>((snapshot) => {
  app.take(snapshot);
  // A form that holds nothing of its own is read again after a reload, and not restored.
  const { isDirty, earlier } = snapshot;
  host.keep({ draft: isDirty ? app.form : undefined, earlier });
});

app.requests = new PageRequests(host.channel, (text) => app.say(text));
app.addEventListener('form-edit', () => {
  host.channel.emit('edit', { form: app.form });
  host.keep({ draft: app.form });
});
host.begin(app);
