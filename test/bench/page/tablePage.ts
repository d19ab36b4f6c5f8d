import '@vscode-elements/elements/dist/vscode-table/index.js';
import '@vscode-elements/elements/dist/vscode-table-body/index.js';
import '@vscode-elements/elements/dist/vscode-table-cell/index.js';
import '@vscode-elements/elements/dist/vscode-table-header/index.js';
import '@vscode-elements/elements/dist/vscode-table-header-cell/index.js';
import '@vscode-elements/elements/dist/vscode-table-row/index.js';

const tag = (name: string, inside: string, more = ''): string =>
  `<vscode-table${name}${more}>${inside}</vscode-table${name}>`;
const cells = (name: string, texts: readonly string[]): string =>
  texts.map((text) => tag(name, text)).join('');
const rows = Array.from({ length: 10_000 }, (_, at) =>
  tag('-row', cells('-cell', [`07:00:${at}`, 'report', 'cur_power', `${(at * 7) % 1000}`, 'device'])),
);
const head = tag(
  '-header',
  cells('-header-cell', ['Time', 'Event', 'Data Point', 'Value', 'Source']),
  ' slot="header"',
);
const root = document.getElementById('root');
if (root) root.innerHTML = tag('', `${head}${tag('-body', rows.join(''), ' slot="body"')}`);
requestAnimationFrame(() =>
  requestAnimationFrame(() =>
    setTimeout(() => ((window as unknown as { ready: number }).ready = performance.now())),
  ),
);
