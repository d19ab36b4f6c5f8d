// Does for journeys what a script may do: adds the project that stands in project.json of its folder, by the command for
// scripts, or takes away what an earlier journey left in the window. A person's way of adding one, through the prompts, is
// a journey of its own and takes as long as all the rest of most others.
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const { executeCommand } = vscode.commands;

/** @param {vscode.ExtensionContext} context */
exports.activate = function activate(context) {
  const folder = context.globalStorageUri.fsPath;
  mkdirSync(folder, { recursive: true });
  const tasks = /** @type {const} */ ({ 'project.json': add, 'clear.json': clear });
  const look = () => {
    for (const [name, task] of Object.entries(tasks)) {
      const given = take(join(folder, name));
      if (given !== undefined)
        task(context.globalState, given).then(
          () => writeFileSync(join(folder, `${name}.done`), ''),
          console.error,
        );
    }
  };
  // A watcher may miss what happens right after it was made, and tells of a file before it can be had.
  const looking = setInterval(look, 100);
  context.subscriptions.push({ dispose: () => clearInterval(looking) });
};

/**
 * @param {string} file
 * @returns {unknown} undefined where nobody has asked
 */
function take(file) {
  try {
    const given = JSON.parse(readFileSync(file, 'utf8'));
    rmSync(file);
    return given;
  } catch {
    return undefined;
  }
}

/** Ids of what was added; a window that is loaded again still knows them. */
const added = 'added';

/**
 * @param {vscode.Memento} state
 * @param {unknown} project
 */
async function add(state, project) {
  await executeCommand('tuya.devices.focus');
  const id = await executeCommand('tuya.addProject', project);
  await state.update(added, [...state.get(added, []), id]);
}

/**
 * Removing a project asks; whoever wants the window cleared answers.
 * @param {vscode.Memento} state
 */
async function clear(state) {
  // Forms whose project is gone close without a question.
  for (const projectId of state.get(added, [])) await executeCommand('tuya.removeProject', { projectId });
  await state.update(added, undefined);
  await executeCommand('workbench.action.closeAllEditors');
  await executeCommand('workbench.action.closePanel');
  await executeCommand('notifications.clearAll');
}
