import builtin from '../fixtures/builtinThemes.json' with { type: 'json' };

/** A theme as a webview has it: VS Code's class of the body, and what our pages ask for of its variables. */
export interface Theme {
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** All themes that come with VS Code, read from its window by themes.journey.ts. */
export const builtinThemes = new Map<string, Theme>(
  // What a theme lacks is absent, whatever the others have.
  Object.entries(builtin as unknown as Readonly<Record<string, Theme>>),
);

/** One of each kind: what most tests look at. */
const usual = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

export type ThemeName = keyof typeof usual;
export const themeNames = Object.keys(usual) as ThemeName[];

export function themeOf(name: ThemeName): Theme {
  return builtinTheme(usual[name]);
}

export function builtinTheme(id: string): Theme {
  const theme = builtinThemes.get(id);
  if (!theme) throw new Error(`VS Code has no theme ${id}.`);
  return theme;
}
