import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { readLink, type Link, type LinkAddress } from '../../model/links/link.js';
import { confirmed } from '../../platform/prompts/notify.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';

/**
 * Opens what a link asks for, once the person has agreed. A link can come from any page or mail: it opens a device or
 * a log, changes nothing, and nothing is asked of a cloud before the person has said yes.
 */
export class LinkOpener {
  private isAsking = false;

  constructor(private readonly deps: Pick<CommandDeps, 'core' | 'openDetails' | 'openLogs'>) {}

  /** @throws ToldError where the link is none of ours, or its project isn't here */
  async open(address: LinkAddress): Promise<void> {
    // Whoever sends a hundred links gets one question.
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const link = readLink(address);
      if (!link) throw new ToldError({ what: vscode.l10n.t('This link is not complete, or damaged.') });
      const core = await this.deps.core.get();
      if (!core.projects.get(link.projectId)) {
        throw new ToldError({
          what: vscode.l10n.t('This link belongs to a project that is not here.'),
          remedy: vscode.l10n.t(
            'Links work where they were copied, and not after their project was removed.',
          ),
        });
      }
      // The window may have been opened by the link: names are in the file that an earlier one kept.
      await core.fleet.restored(link.projectId);
      if (!(await agreed(core, link))) return;
      if (link.kind === 'device') await this.deps.openDetails(link);
      else await this.deps.openLogs(link.projectId, link.deviceIds, link.range);
    } finally {
      this.isAsking = false;
    }
  }
}

function agreed(core: Core, link: Link): Promise<boolean> {
  const { projectId } = link;
  const project = displayName(core.projects.get(projectId)?.name, projectId);
  const [first = '', ...others] = link.kind === 'device' ? [link.deviceId] : link.deviceIds;
  const name = displayName(core.devices.device({ projectId, deviceId: first })?.value.name, first);
  const question =
    link.kind === 'device'
      ? vscode.l10n.t('Open the device ‘{0}’?', name)
      : others.length === 0
        ? vscode.l10n.t('Open the log of ‘{0}’?', name)
        : vscode.l10n.t('Open the log of ‘{0}’ and {1} more devices?', name, others.length);
  const detail = vscode.l10n.t(
    'A link asks for this. It reads from the project ‘{0}’, which costs calls, and changes nothing.',
    displayText(project),
  );
  return confirmed(question, detail, vscode.l10n.t('Open'));
}
