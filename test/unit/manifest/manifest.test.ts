import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { logsViewType } from '../../../src/panels/logs/logsRegistry.js';
import { detailsViewType } from '../../../src/panels/details/detailsRegistry.js';
import { userFormViewType } from '../../../src/panels/userForm/userFormRegistry.js';
import { commandIds } from '../../../src/platform/commands/commands.js';
import { contextKeys } from '../../../src/platform/settings/contextKeys.js';
import { settingNames } from '../../../src/platform/settings/settings.js';
import { viewIds } from '../../../src/platform/treeView/views.js';

const placed = { when: z.string().optional(), group: z.string().optional() };
/** A command, or a menu of its own. */
const menuItem = z.union([
  z.strictObject({ command: z.string(), ...placed }),
  z.strictObject({ submenu: z.string(), ...placed }),
]);
const manifest = z
  .looseObject({
    contributes: z.looseObject({
      commands: z.array(
        z.object({
          command: z.string(),
          title: z.string(),
          category: z.string(),
          icon: z.string().optional(),
        }),
      ),
      menus: z.record(z.string(), z.array(menuItem)),
      submenus: z.array(z.object({ id: z.string(), label: z.string() })),
      keybindings: z.array(z.looseObject({ command: z.string(), key: z.string(), when: z.string() })),
      views: z.record(
        z.string(),
        z.array(z.looseObject({ id: z.string(), icon: z.string(), contextualTitle: z.string() })),
      ),
      viewsContainers: z.object({
        activitybar: z.array(z.looseObject({ id: z.string(), icon: z.string() })),
      }),
      viewsWelcome: z.array(
        z.object({ view: z.string(), contents: z.string(), when: z.string().optional() }),
      ),
      configuration: z.looseObject({
        properties: z.record(z.string(), z.looseObject({ scope: z.string() })),
      }),
    }),
    activationEvents: z.array(z.string()),
    engines: z.looseObject({ vscode: z.string() }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const { contributes } = manifest;
/** Commands of a menu, those of its submenus included. */
const commandsIn = (menu: string): string[] =>
  (contributes.menus[menu] ?? []).flatMap((item) =>
    'command' in item ? [item.command] : commandsIn(item.submenu),
  );
const nls = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync('package.nls.json', 'utf8')));

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(`src/${file}`, 'utf8') }));
const whens = Object.values(contributes.menus).flatMap((items) => items.flatMap(({ when }) => when ?? []));
/** What rows are called, wherever the tree says so. */
const contextValues = [
  ...[
    'project.cloud',
    'project.demo',
    'project.cloud.protected',
    'project.cloud.here',
    'list',
    'user',
    'user.pinned',
    'group.unowned',
    'group.unplaced',
  ],
  ...[
    'range',
    'more',
    'more.fleet',
    'note',
    'damaged',
    'device.online',
    'device.offline.gateway',
    'device.unknown.sub',
  ],
  ...['device.online.protected', 'device.online.gateway.protected'],
];

describe('package.json and the code', () => {
  it('name the same commands, all in one category', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual(
      Object.values(commandIds).sort(),
    );
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['Tuya']));
  });

  it('name the same settings, none of which a workspace can set', () => {
    const names = Object.keys(contributes.configuration.properties);
    expect(names).toEqual(settingNames.map((name) => `tuya.${name}`));
    for (const property of Object.values(contributes.configuration.properties))
      expect(property.scope).toBe('application');
  });

  it('name the same views, welcomes and panels', () => {
    const views = Object.values(contributes.views).flat();
    expect(views.map(({ id }) => id)).toEqual(Object.values(viewIds));
    expect(Object.keys(contributes.views)).toEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
    );
    expect(contributes.viewsWelcome.map(({ view }) => view)).toEqual(Object.values(viewIds));
    expect(manifest.activationEvents).toEqual([
      `onWebviewPanel:${detailsViewType}`,
      `onWebviewPanel:${userFormViewType}`,
      `onWebviewPanel:${logsViewType}`,
      'onUri',
      // Files that only firmware for Tuya, or notes on it, has.
      'workspaceContains:**/tuyaopen.project.ini',
      'workspaceContains:**/tuya_dp_id.h',
      'workspaceContains:**/tuya_config.h',
      'workspaceContains:**/mcu_api.h',
      'workspaceContains:**/TuyaWifi.h',
      'workspaceContains:**/TuyaIoT.h',
      'workspaceContains:**/autoexec.bat',
      'workspaceContains:**/tuya_local/devices/*.yaml',
      'workspaceContains:**/devices.json',
      'workspaceContains:**/esphome/*.yaml',
      'workspaceContains:**/*.tuya.yaml',
    ]);
  });

  it('know the same context keys', () => {
    const asked = [
      ...whens,
      ...contributes.viewsWelcome.map(({ when }) => when),
      ...JSON.stringify(contributes['walkthroughs']).matchAll(/onContext:([\w.]+)/g),
    ].map(String);
    // In quotation marks stand kinds of panels.
    const bare = asked.map((when) => when.replaceAll(/'[^']*'/g, ''));
    const used = new Set(bare.flatMap((when) => when.match(/\btuya\.(?!devices\b)\w+/g) ?? []));
    expect([...used].sort()).toEqual([...contextKeys].sort());
  });

  it('put only known commands into menus and welcomes, and offer no item command in the palette', () => {
    const known: readonly string[] = Object.values(commandIds);
    for (const command of Object.keys(contributes.menus).flatMap(commandsIn))
      expect(known).toContain(command);
    const linked = Object.values(nls).flatMap((text) =>
      [...text.matchAll(/command:([\w.]+)/g)].map(([, id]) => id),
    );
    for (const id of linked) expect(known).toContain(id);
    const title = new Set(commandsIn('view/title'));
    const notInPalette = (contributes.menus['commandPalette'] ?? []).flatMap((item) =>
      'command' in item && item.when === 'false' ? [item.command] : [],
    );
    const itemOnly = commandsIn('view/item/context');
    const anywhere = new Set(
      ['rename', 'remove', 'diagnose']
        .map((verb) => `tuya.${verb}Project`)
        .concat('tuya.useProjectHere', 'tuya.useNoProjectHere')
        // Without a row it asks which project.
        .concat('tuya.readAll')
        // Without a row they ask which product.
        .concat('tuya.openProduct', 'tuya.renewProductModel', 'tuya.compareProducts'),
    );
    for (const command of itemOnly.filter((id) => !title.has(id) && !anywhere.has(id))) {
      expect(notInPalette).toContain(command);
    }
  });

  it('name the same submenus, each with something in it', () => {
    const used = Object.values(contributes.menus).flatMap((items) =>
      items.flatMap((item) => ('submenu' in item ? [item.submenu] : [])),
    );
    expect([...new Set(used)]).toEqual(contributes.submenus.map(({ id }) => id));
    for (const id of used) expect(commandsIn(id).length).toBeGreaterThan(1);
  });

  it('ask in menus only for rows that exist, and show at most two icons on a row', () => {
    const items = contributes.menus['view/item/context'] ?? [];
    const matches = (when: string, value: string): boolean => {
      const exact = /viewItem == ([\w.]+)/.exec(when)?.[1];
      if (exact !== undefined) return exact === value;
      const pattern = /viewItem =~ \/(.+)\//.exec(when)?.[1];
      return pattern !== undefined && new RegExp(pattern).test(value);
    };
    for (const { when = '' } of items) expect(contextValues.some((value) => matches(when, value))).toBe(true);
    for (const value of contextValues) {
      const inline = items.filter(
        ({ when = '', group = '' }) => group.startsWith('inline') && matches(when, value),
      );
      expect(inline.length).toBeLessThanOrEqual(2);
    }
  });

  it('have every text of the manifest in package.nls.json, and none there that nobody uses', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    expect([...new Set(used)].sort()).toEqual(Object.keys(nls).sort());
    for (const { title } of contributes.commands) expect(title).toMatch(/^%.+%$/);
  });

  it('have their one place each for commands, configuration and context keys', () => {
    const found = (pattern: RegExp): string[] =>
      sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
    expect(found(/registerUriHandler\(/)).toEqual(['platform/commands/links.ts']);
    expect(found(/registerCommand\(/)).toEqual(['platform/commands/commands.ts']);
    expect(found(/getConfiguration\(/)).toEqual(['platform/settings/settings.ts']);
    expect(found(/'setContext'/)).toEqual(['platform/settings/contextKeys.ts']);
    expect(found(/createTreeView\(/)).toEqual(['extension.ts']);
  });

  it('spell no command id: they are made of the names in the table', () => {
    const literal = new RegExp(`'(${Object.values(commandIds).join('|').replaceAll('.', '\\.')})'`);
    expect(sources.filter(({ text }) => literal.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('show a walkthrough whose pictures follow the theme and whose commands are there', () => {
    const steps = z
      .array(
        z.object({
          steps: z.array(
            z.object({
              media: z.object({ svg: z.string(), altText: z.string() }),
              completionEvents: z.array(z.string()).min(1),
            }),
          ),
        }),
      )
      .parse(contributes['walkthroughs'])
      .flatMap((walkthrough) => walkthrough.steps);
    expect(steps).toHaveLength(5);
    for (const { media, completionEvents } of steps) {
      const picture = readFileSync(media.svg, 'utf8');
      expect(picture).toContain('var(--vscode-foreground');
      // Words in a picture can't be translated; a plain colour stands in every theme.
      expect(picture).not.toMatch(/<text|(?:fill|stroke)="#/);
      for (const event of completionEvents) {
        const [, command] = /^onCommand:(.*)$/.exec(event) ?? [];
        if (command !== undefined) expect(Object.values<string>(commandIds)).toContain(command);
        else
          expect([
            'onContext:tuya.connected',
            `onContext:activeWebviewPanelId == '${logsViewType}'`,
            'onLink:https://platform.tuya.com/cloud/',
          ]).toContain(event);
      }
    }
  });

  it('rest on a VS Code whose webviews are patched', () => {
    expect(manifest.engines.vscode).toBe('^1.120.0');
  });

  it('bring icons that are there', () => {
    const icons = [...contributes.viewsContainers.activitybar, ...Object.values(contributes.views).flat()];
    for (const { icon } of icons) expect(readFileSync(icon, 'utf8')).toContain('viewBox="0 0 24 24"');
    const png = readFileSync(z.string().parse(manifest['icon']));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });
});
