// Does what a person would do first: opens the Tuya view and asks for the demo project. It stands beside the product,
// so that the product needs no special case for `npm start`.
const vscode = require('vscode');

/** Kept where the product keeps its projects, so both are there or neither is. */
const asked = 'demoAdded';

/** @param {vscode.ExtensionContext} context */
exports.activate = async function activate(context) {
  await vscode.commands.executeCommand('tuya.devices.focus');
  if (context.globalState.get(asked)) return;
  await vscode.commands.executeCommand('tuya.addDemoProject');
  await context.globalState.update(asked, true);
};
