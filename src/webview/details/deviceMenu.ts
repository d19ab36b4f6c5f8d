import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { DeviceAction } from '../../protocol/details.js';
import '../shared/menuButton.js';
import type { MenuItem } from '../shared/menuButton.js';
import { isGone, whyLocked } from './locked.js';
import type { DetailsContext } from './renderContext.js';

/** What is done with the device now and then. What changes it asks first; where it can't be done, the menu says why. */
export function deviceMenu({ snapshot, requests }: DetailsContext): TemplateResult {
  const locked = whyLocked(snapshot);
  const gone = isGone(snapshot) ? locked : undefined;
  const unread = snapshot.readAt === undefined ? l10n.t('The device has not been read') : undefined;
  const command = (action: DeviceAction, label: string, image: string, why?: string): MenuItem => ({
    label,
    icon: image,
    run: () => requests.run('runAction', { action }),
    ...(why !== undefined && { why }),
  });
  const copyJson: MenuItem = {
    label: l10n.t('Copy as JSON'),
    icon: 'json',
    run: () => void requests.copy({ of: 'json' }),
    ...(unread !== undefined && { why: unread }),
  };
  const items: readonly MenuItem[] = [
    copyJson,
    command('copyLink', l10n.t('Copy Link'), 'link'),
    command('reveal', l10n.t('Reveal in Tree'), 'list-tree', gone),
    command('export', l10n.t('Export…'), 'export', gone),
    command('compare', l10n.t('Compare with Another Device…'), 'diff', gone),
    {
      ...command('takeSnapshot', l10n.t('Take a Snapshot of the Data Points'), 'device-camera', gone),
      isApart: true,
    },
    command('compareSnapshot', l10n.t('Show What Changed Since'), 'diff-multiple', gone),
    { ...command('reset', l10n.t('Restore Factory Defaults…'), 'discard', locked), isApart: true },
    command('delete', l10n.t('Delete…'), 'trash', locked),
  ];
  return html`<tuya-menu
    .text=${l10n.t('More')}
    .label=${l10n.t('More device actions')}
    .items=${items}
  ></tuya-menu>`;
}
