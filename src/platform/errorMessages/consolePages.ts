import * as vscode from 'vscode';
import type { RemedyKey } from '../../tuya/errors/remedies.js';

/** Pages of Tuya's console. Constants, so that no answer of a cloud can lead anybody anywhere. */
const pages = {
  /** The cloud projects: their keys, data centers and linked app accounts. */
  projects: 'https://platform.tuya.com/cloud/',
  /** The API groups, their subscriptions and how long they last. */
  services: 'https://platform.tuya.com/cloud/products',
} as const;

export type ConsolePage = keyof typeof pages;

export async function openConsolePage(page: ConsolePage): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(pages[page]));
}

/** What the button says that opens it. */
export function consolePageLabel(page: ConsolePage): string {
  return page === 'projects'
    ? vscode.l10n.t('Open Tuya’s Cloud Projects')
    : vscode.l10n.t('Open Tuya’s API Services');
}

/** The page on which a remedy is carried out, where there is one. */
export function consolePageOf(remedy: RemedyKey): ConsolePage | undefined {
  switch (remedy) {
    case 'linkAccount':
    case 'allowIp':
    case 'enableDataCenter':
    case 'unfreezeDevice':
      return 'projects';
    case 'authorizeApi':
    case 'subscribeApi':
    case 'renewPlan':
    case 'payBill':
    case 'waitForQuota':
      return 'services';
    default:
      return undefined;
  }
}
