import type * as vscode from 'vscode';

/** What a device's icon is drawn as. */
export interface IconFacts {
  readonly kind: string;
  readonly state: string;
  readonly ink: string;
  readonly svg: string;
}

/** @param iconPath of a tree item; undefined where it is no icon of a device */
export function iconFacts(iconPath: unknown, theme: 'light' | 'dark' = 'dark'): IconFacts | undefined {
  const address = (iconPath as Readonly<Record<string, vscode.Uri>> | undefined)?.[theme]?.toString() ?? '';
  const [, data] = /^data:image\/svg\+xml;base64,(.*)$/.exec(address) ?? [];
  if (data === undefined) return undefined;
  const svg = Buffer.from(data, 'base64').toString();
  const read = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(svg)?.[1] ?? '';
  return { kind: read('data-kind'), state: read('data-state'), ink: read(' stroke'), svg };
}
