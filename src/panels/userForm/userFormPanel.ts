import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { DeviceUserForm } from '../../model/devices/deviceUserInput.js';
import type { UserForm, UserForms } from '../../model/userForm/userForm.js';
import type { EarlierSave, UserFormKey } from '../../model/userForm/userFormState.js';
import type { WeightUnitPreference } from '../../model/userForm/weightUnitPreference.js';
import type { Handlers } from '../../protocol/channel.js';
import type { FromUserFormPage, UserFormSnapshot } from '../../protocol/userForm.js';
import { noParams } from '../../protocol/page.js';
import { earlierSaveSchema, formParams, unitParams, userFormSchema } from '../../protocol/userForm.js';
import { userFormSnapshot } from './userFormSnapshot.js';
import { order, request } from '../host/requests.js';
import type { PageFiles } from '../host/html.js';
import { SnapshotPage } from '../host/snapshotPage.js';

export interface UserFormPanelDeps {
  readonly forms: UserForms;
  readonly weight: WeightUnitPreference;
  readonly extensionUri: vscode.Uri;
  readonly files: PageFiles | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** Who opened it. */
  readonly asker: Asker;
  showExtensionLog(): void;
  /** The panel was closed, and these values are nowhere else; or it isn't known whether the last save was done. */
  closedUnsaved(form: DeviceUserForm, isUnknown: boolean, earlier: EarlierSave | undefined): void;
}

/** What an earlier form of the same user leaves. */
export interface UserFormRemains {
  /** What was typed, as a page kept it or a form had it, in whatever state it is. */
  readonly draft?: unknown;
  /** What the form that was closed with this draft had sent. */
  readonly earlier?: EarlierSave | undefined;
  /** The same as a page kept it over a window reload, in whatever state it is. */
  readonly kept?: unknown;
}

/** One form in one panel. What is typed lives here, so that a hidden page loses nothing. */
export class UserFormPanel extends Disposable {
  private readonly form: UserForm;
  private readonly page: SnapshotPage<FromUserFormPage, UserFormSnapshot>;
  /** A save that is under way, or the last one. */
  private saved: Promise<void> = Promise.resolve();

  constructor(
    private readonly panel: vscode.WebviewPanel,
    key: UserFormKey,
    { draft, earlier, kept }: UserFormRemains,
    private readonly deps: UserFormPanelDeps,
  ) {
    super();
    const { forms, extensionUri, clock, log } = deps;
    const typed = userFormSchema.safeParse(draft);
    const sent = earlier ?? earlierSaveSchema.safeParse(kept).data;
    this.form = this._register(forms.open(key, typed.success ? typed.data : undefined, sent));
    this.page = this._register(
      new SnapshotPage<FromUserFormPage, UserFormSnapshot>({
        panel,
        extensionUri,
        files: deps.files,
        entry: 'userForm',
        seed: { key: { ...key } },
        clock,
        log,
        snapshot: () => this.snapshot(),
        title: () => this.title(),
        handlers: this.handlers(),
      }),
    );
    this._register(this.form.onDidChange(this.page.changed));
    // Also by a look that came by itself.
    this._register(this.form.onDidChange(() => this.closeWhenSaved()));
    // Registered last, so asked first: the form is still whole.
    this._register(toDisposable(() => void this.tellUnsaved()));
    this.page.load();
    // Its failure is part of the state that the page shows.
    void this.form.load(deps.asker);
  }

  private handlers(): Handlers<FromUserFormPage> {
    const { form, deps } = this;
    return {
      events: {
        edit: {
          parse: (body) => formParams.parse(body),
          handle: (body) => form.edit(body.form),
        },
      },
      requests: {
        save: request(formParams, async (body) => {
          form.edit(body.form);
          if (form.state().problems.size > 0) return { sent: false };
          await (this.saved = form.save());
          return { sent: true };
        }),
        setUnit: order(unitParams, ({ form: typed, unit }) => {
          form.edit(typed);
          return deps.weight.prefer(unit);
        }),
        lookAgain: order(noParams, () => (this.saved = form.lookAgain())),
        retry: order(noParams, () => form.load('person')),
        close: order(noParams, () => this.panel.dispose()),
        showExtensionLog: order(noParams, () => deps.showExtensionLog()),
      },
    };
  }

  private snapshot() {
    return userFormSnapshot(this.form.state(), this.deps.clock.now());
  }

  private title(): string {
    const { title, isDirty } = this.snapshot();
    return isDirty ? `● ${title}` : title;
  }

  private closeWhenSaved(): void {
    const { ending } = this.form.state();
    if (ending?.outcome !== 'done' || this.isDisposed) return;
    if (ending.settledBy === 'look') {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The connection broke, but a check showed that the user was saved.'),
      );
    }
    this.panel.dispose();
  }

  /** A save that is under way when the panel is closed is waited for. */
  private async tellUnsaved(): Promise<void> {
    await this.saved;
    const { isDirty, form, isProjectThere, ending } = this.form.state();
    if (isDirty && isProjectThere)
      this.deps.closedUnsaved(form, ending?.outcome === 'unknown', this.form.earlier);
  }
}
