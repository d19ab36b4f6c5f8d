import type { Page } from 'playwright-core';
import { ActivityBar } from './activityBar.js';
import { CommandPalette } from './commandPalette.js';
import { ContextMenu } from './contextMenu.js';
import { Dialog } from './dialog.js';
import { Notifications } from './notifications.js';
import { OutputPanel } from './outputPanel.js';
import { QuickInput } from './quickInput.js';
import { SideBarView } from './sideBarView.js';
import { StatusBar } from './statusBar.js';
import { TreeView } from './treeView.js';
import { WebviewPanel } from './webviewPanel.js';

/** A VS Code window as a person sees it. */
export class Workbench {
  readonly activityBar: ActivityBar;
  readonly sideBar: SideBarView;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly palette: CommandPalette;
  readonly contextMenu: ContextMenu;
  readonly statusBar: StatusBar;
  readonly output: OutputPanel;

  constructor(readonly page: Page) {
    this.activityBar = new ActivityBar(page);
    this.sideBar = new SideBarView(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.palette = new CommandPalette(page);
    this.contextMenu = new ContextMenu(page);
    this.statusBar = new StatusBar(page);
    this.output = new OutputPanel(page);
  }

  tree(name: string | RegExp): TreeView {
    return new TreeView(this.page, name);
  }

  webview(title: string | RegExp): WebviewPanel {
    return new WebviewPanel(this.page, title);
  }

  /** Waits until the window is drawn and its extensions are known: the theme is one of their contributions. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout: 60_000 });
    await this.page.locator('.activitybar .action-item').first().waitFor();
  }

  /** Waits until the window and the webviews in view have the colours of a theme. */
  async themed(theme: keyof typeof themeClasses, timeout = 30_000): Promise<void> {
    const { window, webview } = themeClasses[theme];
    await this.page.locator(`.monaco-workbench.${window}`).waitFor({ timeout });
    const webviews = this.page.locator('iframe.webview:visible');
    for (let at = 0; at < (await webviews.count()); at++)
      await webviews.nth(at).contentFrame().frameLocator('iframe#active-frame').locator(webview).waitFor();
  }

  /**
   * Loads the window again the way a person does. Loading the page again from outside would lose what the window
   * hasn't written yet, such as which editors are open.
   */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: 60_000 });
    await this.palette.run('Developer: Reload Window');
    await loaded;
    await this.ready();
  }
}

/** Classes that VS Code gives to its window and to the body of every webview. */
const themeClasses = {
  light: { window: 'vs', webview: 'body.vscode-light' },
  dark: { window: 'vs-dark', webview: 'body.vscode-dark' },
  'hc-dark': { window: 'hc-black', webview: 'body.vscode-high-contrast:not(.vscode-high-contrast-light)' },
  'hc-light': { window: 'hc-light', webview: 'body.vscode-high-contrast-light' },
} as const;
