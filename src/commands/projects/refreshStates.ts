import * as vscode from 'vscode';
import { callsText } from '../../platform/display/numbers.js';
import { onlineStatesPace, writeSetting } from '../../platform/settings/settings.js';
import type { CommandDeps } from '../commandDeps.js';

const choices = [0, 1, 5, 15, 60] as const;

/** Sets how often the online states are read by themselves, with what each pace costs. */
export async function refreshStates({ core }: Pick<CommandDeps, 'core'>): Promise<void> {
  const { onlineStates } = await core.get();
  const now = (onlineStatesPace() ?? 0) / 60_000;
  const items = choices.map((minutes) => ({
    label: paceText(minutes),
    minutes,
    description: minutes === now ? vscode.l10n.t('current') : '',
    detail:
      minutes === 0
        ? vscode.l10n.t('Nothing is read automatically.')
        : vscode.l10n.t(
            'About {0} an hour for the lists that are open now, while the tree is in sight',
            callsText(onlineStates.callsAnHour(minutes * 60_000)),
          ),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Refresh Online States Automatically'),
    placeHolder: vscode.l10n.t('How often? It stops where a month’s call budget is used up'),
  });
  if (chosen) await writeSetting('onlineStatesMinutes', chosen.minutes);
}

function paceText(minutes: number): string {
  if (minutes === 0) return vscode.l10n.t('Never');
  return minutes === 1 ? vscode.l10n.t('Every minute') : vscode.l10n.t('Every {0} minutes', minutes);
}
