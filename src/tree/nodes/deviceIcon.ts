import * as vscode from 'vscode';

/** What devices look like, drawn with lines in a square of 16. */
const drawings = {
  lamp: 'M7 1.2a4 4 0 0 0-2.3 7.3V11h4.6V8.5A4 4 0 0 0 7 1.2zM5 13h4',
  socket:
    'M3.5 1.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM5.2 5.5v2.6M8.8 5.5v2.6',
  switch: 'M4.5 1.5h5a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM7 4v3',
  gateway: 'M1.5 8.5h11v4h-11zM4 10.5h1M3 5.2a5.6 5.6 0 0 1 8 0M4.8 6.9a3 3 0 0 1 4.4 0',
  thermometer: 'M5.3 8.3V3a1.7 1.7 0 0 1 3.4 0v5.3a3 3 0 1 1-3.4 0zM7 5.5v4',
  sensor:
    'M7 5.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8zM3.6 10.4a4.8 4.8 0 0 1 0-6.8M10.4 3.6a4.8 4.8 0 0 1 0 6.8',
  door: 'M2 1.5h5.5v11H2zM10 1.5h2.5v11H10M5.7 7h.1',
  drop: 'M7 1.3c2.6 3.2 4 5.2 4 7.2a4 4 0 0 1-8 0c0-2 1.4-4 4-7.2z',
  meter: 'M7 1.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM7 7l2.4-2.4M4 7h.1',
  camera: 'M1.5 4h7v6h-7zM8.5 6.200l4-2v5.600l-4-2',
  lock: 'M2.5 6.500h9v6h-9zM4.5 6.500V4.300a2.5 2.5 0 0 1 5 0v2.2',
  remote:
    'M5 1.500h4a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM7 4h.1M6 7h.1M8 7h.1M6 9.500h.1M8 9.500h.1',
  curtain: 'M1.5 1.500h11M2.5 1.500v11h2.500c1-4 1-7 0-11M11.5 1.500v11H9c-1-4-1-7 0-11',
  flame:
    'M7 1.300c3.2 3 4.2 4.6 4.2 7a4.2 4.2 0 0 1-8.4 0c0-1.6.8-2.7 1.6-3.6.3 1 .8 1.5 1.3 1.700C5.5 4.4 6 2.9 7 1.300z',
  pulse: 'M1.2 7.500h2.800l1.5-4 2.6 7 1.5-3h3.2',
  machine: 'M2 1.500h10v11H2zM7 5a2.7 2.7 0 1 0 0 5.400A2.7 2.7 0 0 0 7 5zM4 3.300h.1',
  device:
    'M4 4h6v6H4zM5.8 1.500V4M8.2 1.500V4M5.8 10v2.500M8.2 10v2.500M1.5 5.800H4M1.5 8.200H4M10 5.800h2.500M10 8.200h2.5',
} as const;

type Drawing = keyof typeof drawings;

/** Codes of Tuya's standard set of categories; any other is a device. */
const drawingsOf: Readonly<Record<Drawing, string>> = {
  lamp: 'dj xdd fwd dc dd gyd fsd tyndj tgq tgkg',
  socket: 'cz pc',
  switch: 'kg tdq dlq wxkg cjkg ckqdkg fskg sos',
  gateway: 'wg wg2 wgsxj zigbee',
  thermometer: 'wsdcg wk wkf kt ktkzq qn rs',
  sensor: 'pir hps zd ldcg dgnbj ylcg hjjcy pm25 pm2.5 co2bj cobj zwjcy',
  door: 'mcs ckmkzq mk',
  drop: 'sj jsq cs ggq cwysj znsb',
  meter: 'zndb',
  camera: 'sp',
  lock: 'ms jtmspro',
  remote: 'ykq wnykq',
  curtain: 'cl clkg mc',
  flame: 'ywbj rqbj jwbj sgbj mal',
  pulse: 'qt tzc1',
  machine: 'sd kj fs xfj lyj xxj bh cwwsq msp',
  device: '',
};

const byCategory = new Map(
  Object.entries(drawingsOf).flatMap(([drawing, codes]) =>
    codes.split(' ').map((code) => [code, drawing as Drawing] as const),
  ),
);

/** With a contrast of 3:1 on the sidebar of every theme that comes with VS Code. */
const colours = {
  light: { plain: '#424242', online: '#2f7a2b' },
  dark: { plain: '#c5c5c5', online: '#89d185' },
} as const;

/** In the corner: a disc, a ring, a question mark. */
const marks = {
  online: '<circle cx="12.3" cy="12.3" r="2.9" fill="INK" stroke="none"/>',
  offline: '<circle cx="12.3" cy="12.3" r="2.5"/>',
  unknown: '<path d="M10.7 10.600a1.6 1.6 0 1 1 2.3 1.500c-.5.3-.7.5-.7 1.100M12.3 15.200v.1"/>',
} as const;

export type DeviceState = keyof typeof marks;

const made = new Map<string, { readonly light: vscode.Uri; readonly dark: vscode.Uri }>();

/** The icon of a device: its kind, with the shape and the colour of its state. */
export function deviceIcon(
  category: string | undefined,
  online: boolean | undefined,
): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const drawing = byCategory.get(category ?? '') ?? 'device';
  const state = online === undefined ? 'unknown' : online ? 'online' : 'offline';
  const key = `${drawing} ${state}`;
  const kept = made.get(key);
  if (kept) return kept;
  const icon = { light: uriOf(drawing, state, 'light'), dark: uriOf(drawing, state, 'dark') };
  made.set(key, icon);
  return icon;
}

function uriOf(drawing: Drawing, state: DeviceState, theme: keyof typeof colours): vscode.Uri {
  const ink = colours[theme][state === 'online' ? 'online' : 'plain'];
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" fill="none" stroke-width="1.2"',
    ` stroke="${ink}" stroke-linecap="round" stroke-linejoin="round" data-kind="${drawing}" data-state="${state}">`,
    '<mask id="m"><path fill="#fff" stroke="none" d="M0 0h16v16H0z"/>',
    '<circle cx="12.3" cy="12.3" r="4.3" fill="#000" stroke="none"/></mask>',
    `<path mask="url(#m)" d="${drawings[drawing]}"/>${marks[state].replace('INK', ink)}</svg>`,
  ].join('');
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
