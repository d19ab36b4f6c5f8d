import * as vscode from 'vscode';
import type { LogEmptyReason } from '../../model/logs/state/sessionState.js';

interface EmptyFacts {
  readonly reason: LogEmptyReason;
  /** Any of the devices is a gateway or an infrared hub. */
  readonly hasGateway: boolean;
  /** None of the devices has ever reported a data point. */
  readonly neverReported: boolean;
  readonly online: boolean | undefined;
  /** Event types or data points were left out of the question. */
  readonly isNarrowed: boolean;
  readonly isDemo: boolean;
}

/**
 * Why a log is empty, the likeliest cause first. That the cloud keeps a log only of standard data points unless the
 * product is in “DP instruction” mode is what tinytuya's users found (tinytuya #280, #349); there is nothing about it
 * in Tuya's own pages.
 */
export function emptyTexts(facts: EmptyFacts): { title: string; hints: string[] } | undefined {
  switch (facts.reason) {
    case 'filtered':
      return undefined; // the page says it itself, with a button
    case 'failed':
    case 'unread':
      return undefined;
    case 'markerGone':
      return {
        title: vscode.l10n.t('The marker that this range starts at is gone'),
        hints: [vscode.l10n.t('Choose another range.')],
      };
    case 'unsupported':
      return {
        title: vscode.l10n.t('The cloud keeps no log of this device'),
        hints: [
          ...(facts.hasGateway
            ? [
                vscode.l10n.t(
                  'Gateways and infrared hubs often have no log of their own: open the logs of their sub-devices.',
                ),
              ]
            : []),
          vscode.l10n.t(
            'Some products never get one. The data points in the details are then all that can be seen.',
          ),
        ],
      };
    case 'retention':
      return {
        title: vscode.l10n.t('This range is older than what the cloud keeps'),
        hints: [
          vscode.l10n.t('The free log keeps seven days. Choose a later range.'),
          vscode.l10n.t('To keep more from now on, switch on the archive of the device in the menu.'),
        ],
      };
    case 'noRows':
      return { title: vscode.l10n.t('No events in this range'), hints: noRowsHints(facts) };
  }
}

function noRowsHints({ online, neverReported, hasGateway, isNarrowed, isDemo }: EmptyFacts): string[] {
  return [
    ...(online === false
      ? [vscode.l10n.t('The device is offline: choose a longer range to see what it did last.')]
      : [vscode.l10n.t('There may have been no events: choose a longer range.')]),
    ...(isNarrowed
      ? [vscode.l10n.t('Only some event types or data points were asked for: ask for all of them.')]
      : []),
    ...(neverReported ? [vscode.l10n.t('The device has never reported a data point.')] : []),
    ...(isDemo
      ? []
      : [
          vscode.l10n.t(
            'The cloud logs only standard data points while the product is in ‘Standard Instruction’ mode. On iot.tuya.com, under Cloud, your project, Devices, change the control instruction mode to ‘DP Instruction’.',
          ),
          vscode.l10n.t(
            'The API group ‘Device Log Query’ (or ‘IoT Core’) may not be authorised for the project, or its trial may have run out.',
          ),
        ]),
    ...(hasGateway
      ? [
          vscode.l10n.t(
            'Gateways and infrared hubs report little themselves: open the logs of their sub-devices.',
          ),
        ]
      : []),
  ];
}
