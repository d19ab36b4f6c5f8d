/** Which files may be firmware, or notes on it, by their names; what they hold decides. */
const endings = ['c', 'h', 'cc', 'cpp', 'cxx', 'hpp', 'ino', 'yaml', 'yml'] as const;
const names = ['autoexec.bat', 'devices.json', 'product-*.json'] as const;
/** They name no data point, and say where a project begins, or for which product it is. */
const projectNames = ['tuyaopen.project.ini', 'platformio.ini', 'sdkconfig'] as const;

/** What is built, fetched or belongs to an SDK. */
const otherFolders = [
  'node_modules',
  '.git',
  'build',
  'dist',
  'out',
  '.pio',
  '.esphome',
  'managed_components',
  'esp-idf',
  'venv',
  '.venv',
] as const;

/** As VS Code's patterns have it: what features of an editor are for. */
export const sourcePattern = `**/{${[...endings.map((ending) => `*.${ending}`), ...names].join(',')}}`;
/** What the index of a folder is made of. */
export const indexedPattern = `**/{${[...endings.map((ending) => `*.${ending}`), ...names, ...projectNames].join(',')}}`;
export const otherFoldersPattern = `**/{${otherFolders.join(',')}}/**`;

const mayBe = new RegExp(
  `\\.(?:${endings.join('|')})$|/(?:${names.map((name) => name.replaceAll('.', '\\.').replace('*', '\\w+')).join('|')})$`,
  'iu',
);

/** @param path with `/` */
export function mayBeSource(path: string): boolean {
  return mayBe.test(path);
}

/** Whether a file lies where nobody writes by hand. @param path with `/` */
export function isInOtherFolder(path: string): boolean {
  const folders: ReadonlySet<string> = new Set(otherFolders);
  return path
    .split('/')
    .slice(0, -1)
    .some((folder) => folders.has(folder));
}
