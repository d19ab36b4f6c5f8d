// Stands for a language model: asks one tool, as `vscode.lm.invokeTool` lets any extension do. What it asks and what it
// is told stand in files of the open folder, where a test writes and reads them.
const vscode = require('vscode');

/** @param {vscode.ExtensionContext} context */
exports.activate = function activate(context) {
  context.subscriptions.push(vscode.commands.registerCommand('toolCaller.ask', ask));
};

async function ask() {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) return;
  const { fs } = vscode.workspace;
  const at = (/** @type {string} */ name) => vscode.Uri.joinPath(folder.uri, name);
  const { name, input } = JSON.parse(Buffer.from(await fs.readFile(at('ask.json'))).toString('utf8'));
  /** @type {object} */
  let told;
  try {
    const { content } = await vscode.lm.invokeTool(
      name,
      { input, toolInvocationToken: undefined },
      new vscode.CancellationTokenSource().token,
    );
    told = {
      answer: content
        .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
        .join(''),
    };
  } catch (error) {
    told = { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  await fs.writeFile(at('answer.json'), Buffer.from(JSON.stringify(told)));
}
