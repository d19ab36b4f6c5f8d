import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { DeviceDetails, DeviceDetailsModel } from '../../model/details/deviceDetails.js';
import type { DeviceRef, Project } from '../../model/projects/project.js';
import type { CommandSender } from '../../model/sending/commandSender.js';
import { reportsAfter } from '../../model/sending/sentCommand.js';
import type { WeightUnitPreference } from '../../model/userForm/weightUnitPreference.js';
import { liveIntervals } from '../../model/details/liveRefresh.js';
import type { DetailsSnapshot, FromDetailsPage } from '../../protocol/details.js';
import { centerName } from '../../platform/display/centerNames.js';
import type { DeviceUser } from '../../tuya/results.js';
import { dataCenterOf } from '../../tuya/dataCenters.js';
import { iconUrl } from '../../tuya/api/iconUrl.js';
import { askPointName } from './askPointName.js';
import { detailsRequests } from './detailsRequests.js';
import { detailsSending } from './detailsSending.js';
import { detailsWrites } from './detailsWrites.js';
import { runAction } from './deviceCommands.js';
import { userWords } from './deviceParts.js';
import { detailsSnapshot, nameOf } from './detailsSnapshot.js';
import type { PageFiles } from '../host/html.js';
import { SnapshotPage } from '../host/snapshotPage.js';

export interface DetailsPanelDeps {
  readonly model: DeviceDetailsModel;
  readonly weight: WeightUnitPreference;
  readonly sender: CommandSender;
  readonly extensionUri: vscode.Uri;
  readonly files: PageFiles | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** Who opened it. */
  readonly asker: Asker;
  openDevice(ref: DeviceRef): void;
  /** The form of a user of this device, or of a new one. */
  openUserForm(ref: DeviceRef, userId?: string): void;
  showExtensionLog(): void;
  /** With a code: the rows of that data point. */
  openDeviceLog(ref: DeviceRef, code?: string): void;
  /** Asks the person what a data point of this device's product means. */
  editPoint(ref: DeviceRef, code: string): Promise<void>;
  /** Shows where the window's source names a data point. */
  showInSource(ref: DeviceRef, code: string): Promise<void>;
  /** Whether source of firmware is open in the window. */
  hasSource(): boolean;
  /** The document of this device's product. */
  openProduct(ref: DeviceRef): Promise<void>;
  /** Asks the person for a file with models of products. */
  importModel(): Promise<void>;
}

/** Shows one device in one panel: every change of its details goes to the page as a whole snapshot. */
export class DetailsPanel extends Disposable {
  private readonly details: DeviceDetails;
  private readonly page: SnapshotPage<FromDetailsPage, DetailsSnapshot>;

  constructor(
    panel: vscode.WebviewPanel,
    ref: DeviceRef,
    private readonly deps: DetailsPanelDeps,
  ) {
    super();
    const { model, weight, sender, extensionUri, clock, log, openDevice, showExtensionLog } = deps;
    this.details = this._register(model.open(ref));
    this.page = this._register(
      new SnapshotPage<FromDetailsPage, DetailsSnapshot>({
        panel,
        extensionUri,
        files: deps.files,
        entry: 'details',
        seed: { key: { projectId: ref.projectId, deviceId: ref.deviceId } },
        clock,
        log,
        snapshot: () => this.snapshot(),
        title: () => this.title(),
        imageHosts: () => imageHosts(this.details.state().project),
        handlers: detailsRequests({
          details: this.details,
          copy: async (text) => vscode.env.clipboard.writeText(text),
          openDevice,
          showExtensionLog,
          openDeviceLog: (code) => deps.openDeviceLog(ref, code),
          runAction: (action) => runAction(ref, action),
          editPoint: (code) => deps.editPoint(ref, code),
          showInSource: (code) => deps.showInSource(ref, code),
          openProduct: () => deps.openProduct(ref),
          importModel: () => deps.importModel(),
          sending: detailsSending({ details: this.details, sender }),
          writes: detailsWrites({
            details: this.details,
            liveIntervals,
            preferWeightUnit: (unit) => weight.prefer(unit),
            openUserForm: (userId) => deps.openUserForm(ref, userId),
            askPointName,
            confirmDeletion: (user) => this.confirmDeletion(user),
          }),
        }),
      }),
    );
    this._register(this.details.onDidChange(this.page.changed));
    this._register(weight.onDidChange(this.page.changed));
    this._register(
      sender.onDidChange((other) => {
        if (other.projectId !== ref.projectId || other.deviceId !== ref.deviceId) return;
        this.details.reported(reportsAfter(sender.sentTo(ref)));
        this.page.changed();
      }),
    );
    this._register(panel.onDidChangeViewState(() => this.details.live.setVisible(panel.visible)));
    this.page.load();
    // Its failure is part of the state that the page shows.
    void this.details.refresh(deps.asker);
  }

  private snapshot(): DetailsSnapshot {
    const state = this.details.state();
    const { project, ref } = state;
    const center = project && dataCenterOf(project.endpoint);
    const dataCenterName = center && centerName(center.name);
    return detailsSnapshot(state, {
      device: (deviceId) => this.deps.model.device({ projectId: ref.projectId, deviceId }),
      iconUrl: (device) =>
        project && imageHosts(project).length > 0 ? iconUrl(project.endpoint, device.icon) : undefined,
      ...(dataCenterName !== undefined && { dataCenterName }),
      commands: this.deps.sender.sentTo(ref),
      weightUnit: this.deps.weight.unit,
      hasSource: this.deps.hasSource(),
      liveIntervals,
    });
  }

  private async confirmDeletion(user: DeviceUser): Promise<boolean> {
    const { device, project, ref, users } = this.details.state();
    const name = userWords(user, users.state === 'read' ? users.value.items : []);
    const remove = vscode.l10n.t('Delete User');
    const detail = vscode.l10n.t(
      'Device: {0} (project {1}). What the device has measured for this user may be lost. This can’t be undone.',
      nameOf(ref.deviceId, device),
      project?.name ?? '',
    );
    const question = vscode.l10n.t('Delete the user ‘{0}’?', name);
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
  }

  private title(): string | undefined {
    const { device, ref } = this.details.state();
    const known = device ?? this.deps.model.device(ref)?.value;
    return known && nameOf(ref.deviceId, known);
  }
}

/** Pictures come from the image host of an official data center, and from nowhere else. */
function imageHosts(project: Project | undefined): readonly string[] {
  const host = project?.kind === 'cloud' ? dataCenterOf(project.endpoint)?.iconHost : undefined;
  return host === undefined ? [] : [host];
}
