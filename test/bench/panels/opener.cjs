// Opens what panels.bench.ts times: an empty panel with the extension's policy, and the demo's details and log.
const vscode = require('vscode');

/** @param {vscode.ExtensionContext} context */
exports.activate = async function activate({ subscriptions }) {
  const register = vscode.commands.registerCommand;
  subscriptions.push(
    register('panelBench.empty', () => {
      const { window, ViewColumn } = vscode;
      const { webview } = window.createWebviewPanel('empty', 'Empty', ViewColumn.Active, {
        enableScripts: true,
      });
      webview.html = `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><h1 class="empty">Empty</h1></body></html>`;
    }),
  );
  const deviceId = process.env['PANEL_BENCH_DEVICE'];
  const projectId = await vscode.commands.executeCommand('tuya.addDemoProject');
  subscriptions.push(
    register('panelBench.details', () =>
      vscode.commands.executeCommand('tuya.openDetails', { projectId, deviceId }),
    ),
    register('panelBench.log', () =>
      vscode.commands.executeCommand('tuya.openLogs', { projectId, deviceId }),
    ),
  );
  vscode.window.setStatusBarMessage('Panels can be opened');
};
