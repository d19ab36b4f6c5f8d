import * as vscode from 'vscode';
import type { Clock } from '../base/clock.js';
import { Disposable } from '../base/lifecycle.js';
import type { Logger } from '../base/logger.js';
import type { DeviceDetails, DeviceDetailsModel } from '../model/deviceDetails.js';
import type { DeviceRef, Project } from '../model/project.js';
import type { ErrorReply } from '../protocol/channel.js';
import type { DetailsSnapshot, FromDetailsHost, FromDetailsPage, ProblemDto } from '../protocol/details.js';
import { dataCenterOf } from '../tuya/dataCenters.js';
import { iconUrl } from '../tuya/iconUrl.js';
import { detailsRequests, RequestRefused } from './detailsRequests.js';
import { detailsSnapshot, nameOf } from './detailsSnapshot.js';
import { attributeLabels, detailsStrings } from './detailsStrings.js';
import { WebviewPage } from './webviewPage.js';

export interface DetailsPanelDeps {
  readonly model: DeviceDetailsModel;
  readonly extensionUri: vscode.Uri;
  readonly clock: Clock;
  readonly log: Logger;
  describeProblem(error: unknown): ProblemDto;
  openDevice(ref: DeviceRef): void;
  openLog(): void;
}

/** Shows one device in one panel: every change of its details goes to the page as a whole snapshot. */
export class DetailsPanel extends Disposable {
  private readonly details: DeviceDetails;
  private readonly page: WebviewPage<FromDetailsPage, FromDetailsHost>;
  private sendPending = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    ref: DeviceRef,
    private readonly deps: DetailsPanelDeps,
  ) {
    super();
    const { model, extensionUri, clock, log, describeProblem, openDevice, openLog } = deps;
    this.details = this._register(model.open(ref));
    this.page = this._register(
      new WebviewPage({
        panel,
        extensionUri,
        entry: 'details',
        seed: { projectId: ref.projectId, deviceId: ref.deviceId },
        clock,
        log,
        imageHosts: () => imageHosts(this.details.state().project),
        describeError: (error) => this.describeError(error),
        handlers: detailsRequests({
          details: this.details,
          copy: async (text) => vscode.env.clipboard.writeText(text),
          openDevice,
          openLog,
          describeProblem,
        }),
      }),
    );
    this._register(this.page.channel.onReady(() => this.greet()));
    this._register(this.details.onDidChange(() => this.changed()));
    this.setTitle();
    this.page.load();
    // Its failure is part of the state that the page shows.
    void this.details.refresh();
  }

  private greet(): void {
    this.page.channel.emit('words', { locale: vscode.env.language, strings: detailsStrings() });
    this.page.channel.emit('snapshot', this.snapshot());
  }

  /** Several changes of one turn are one snapshot. */
  private changed(): void {
    if (this.sendPending) return;
    this.sendPending = true;
    queueMicrotask(() => {
      this.sendPending = false;
      if (this.isDisposed) return;
      this.setTitle();
      this.page.reloadIfHostsChanged();
      this.page.channel.emit('snapshot', this.snapshot());
    });
  }

  private snapshot(): DetailsSnapshot {
    const state = this.details.state();
    const { project, ref } = state;
    const dataCenterName = project && dataCenterOf(project.endpoint)?.name;
    return detailsSnapshot(state, {
      device: (deviceId) => this.deps.model.device({ projectId: ref.projectId, deviceId }),
      describeProblem: this.deps.describeProblem,
      attributeLabels: attributeLabels(),
      iconUrl: (device) =>
        project && imageHosts(project).length > 0 ? iconUrl(project.endpoint, device.icon) : undefined,
      ...(dataCenterName !== undefined && { dataCenterName }),
    });
  }

  private setTitle(): void {
    const { device, ref } = this.details.state();
    const known = device ?? this.deps.model.device(ref)?.value;
    const title = nameOf(ref.deviceId, known);
    if (known && this.panel.title !== title) this.panel.title = title;
  }

  private describeError(error: unknown): ErrorReply {
    if (error instanceof RequestRefused) return { reason: error.reason, message: '' };
    return { reason: 'failed', message: this.deps.describeProblem(error).what };
  }
}

/** Pictures come from the image host of an official data center, and from nowhere else. */
function imageHosts(project: Project | undefined): readonly string[] {
  const host = project?.kind === 'cloud' ? dataCenterOf(project.endpoint)?.iconHost : undefined;
  return host === undefined ? [] : [host];
}
