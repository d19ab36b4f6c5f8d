import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unreadDetails, type DetailsState } from '../../src/model/details/detailsState.js';
import type { DeviceRef } from '../../src/model/projects/project.js';
import type { PointModel } from '../../src/model/values/pointModel.js';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { DetailsPage } from '../support/detailsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture, takesPictures } from '../support/pictures.js';
import { modelOf } from '../support/productModels.js';
import { senderSetup, type SenderSetup } from '../support/senderSetup.js';
import type { ManualClock } from '../support/simulatorSigner.js';

const project = {
  id: 'p',
  name: 'Bench',
  kind: 'cloud',
  endpoint: 'https://openapi.tuyaeu.com',
  accessId: 'a',
  uids: [],
} as const;

let browser: Browser;
let pages: DetailsPage[] = [];
beforeAll(async () => (browser = await pageBrowser()));
afterAll(async () => {
  for (const page of pages) await page.close();
  pages = [];
});

/** A device of the simulated cloud in its panel; what is sent is really sent, and its verdict drawn. */
async function openDevice(
  product: string,
  {
    isProtected = false,
    isModelled = true,
    language,
  }: { isProtected?: boolean; isModelled?: boolean; language?: string } = {},
): Promise<{ details: DetailsPage; setup: SenderSetup<ManualClock>; ref: DeviceRef }> {
  const setup = senderSetup();
  const ref = await (isModelled ? setup.device(product) : setup.unmodelled(product));
  setup.protectWhen(() => isProtected);
  const state = (): DetailsState => {
    const device = setup.store.device(ref)?.value;
    const model = setup.known(ref);
    return {
      ...unreadDetails,
      ref,
      project,
      isProtected,
      readAt: setup.clock.now(),
      ...(device && { device }),
      ...(isModelled && { model: modelOf([...model.points.values()]) }),
    };
  };
  const details = await DetailsPage.open(browser, {
    state: state(),
    sender: setup.sender,
    width: 1000,
    ...(language !== undefined && { language }),
  });
  pages.push(details);
  setup.sender.onDidChange(() => void details.show(state()));
  return { details, setup, ref };
}

const bodies = ({ cloud }: SenderSetup<ManualClock>): (string | undefined)[] =>
  cloud.ledger.entries.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('sending by the keyboard alone', () => {
  it('sends a number with its scale, and tells its verdict under the row and to a screen reader', async () => {
    const { details, setup, ref } = await openDevice('thermostat');
    const { page } = details;
    setup.cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 420 });
    await page.getByRole('button', { name: 'Send a value to temp_set' }).focus();
    await page.keyboard.press('Enter');
    const field = page.getByRole('spinbutton', { name: 'Value to send to temp_set' });
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await page.locator('.send-editor .field-about').textContent()).toContain(
      '5.0 to 35.0 ℃, in steps of 0.5',
    );
    await page.keyboard.type('23.5');
    await page.keyboard.press('Enter');
    const line = page.locator('.send-row .sent-line');
    await expect.poll(() => line.textContent()).toContain('Applied: reported after 420 ms.');
    expect(await line.textContent()).toContain('Sent: 23.5 ℃');
    expect(bodies(setup)).toEqual(['{"commands":[{"code":"temp_set","value":235}]}']);
    await expect.poll(() => page.getByRole('status').last().textContent()).toContain('Applied');
    // The field is ready for the next value; Escape leaves it for the button that opened it.
    await page.keyboard.press('ArrowUp');
    expect(await field.inputValue()).toBe('24');
    await page.keyboard.press('Escape');
    expect(await field.count()).toBe(0);
    const button = page.getByRole('button', { name: 'Send a value to temp_set' });
    await expect.poll(() => button.evaluate((it) => it === document.activeElement)).toBe(true);
    await picture(page, 'sending-applied-1000', { fullPage: true });
  });

  it('sends once where Enter is held down, and where a button is clicked twice', async () => {
    const { details, setup } = await openDevice('socket');
    const { page } = details;
    await page.getByRole('button', { name: 'Send a value to switch_1' }).focus();
    // The field takes the focus under the key that is still down.
    await page.keyboard.down('Enter');
    const field = page.getByRole('switch', { name: 'Value to send to switch_1' });
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
    for (let held = 0; held < 5; held++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.locator('.send-now').dblclick();
    const line = page.locator('.send-row .sent-line');
    await expect.poll(() => line.textContent()).toContain('Applied');
    expect(bodies(setup)).toHaveLength(1);
    await line.getByRole('button', { name: 'again' }).dblclick();
    await expect.poll(() => line.textContent()).toContain('Same value');
    expect(bodies(setup)).toHaveLength(2);
  });

  it('refuses what the model doesn’t allow before anything leaves', async () => {
    const { details, setup } = await openDevice('thermostat');
    const { page } = details;
    await page.getByRole('button', { name: 'Send a value to temp_set' }).click();
    const about = page.locator('.send-editor .field-about');
    for (const [typed, problem] of [
      ['99', 'At most 35.0 ℃.'],
      ['21.3', 'In steps of 0.5 ℃: 21.0 ℃ or 21.5 ℃.'],
    ] as const) {
      await page.getByRole('spinbutton').fill(typed);
      await expect.poll(() => about.textContent()).toContain(problem);
      await page.keyboard.press('Enter');
      await expect.poll(() => about.textContent()).toContain(problem);
    }
    expect(bodies(setup)).toEqual([]);
  });

  it('offers the opposite of a switch, and says beforehand what the device has already', async () => {
    const { details, setup, ref } = await openDevice('socket');
    const { page } = details;
    const isOn =
      setup.store.device(ref)?.value.status.find(({ code }) => code === 'switch_1')?.value === true;
    await page.getByRole('button', { name: 'Send a value to switch_1' }).press('Enter');
    const field = page.getByRole('switch');
    expect(await field.getAttribute('aria-checked')).toBe(String(!isOn));
    await field.press('Space');
    const about = page.locator('.send-editor .field-about');
    await expect.poll(() => about.textContent()).toContain('The device has this value already');
    await field.press('Space');
    await field.press('Enter');
    const line = page.locator('.send-row .sent-line');
    await expect.poll(() => line.textContent()).toContain('Applied');
    await page
      .locator('.send-row')
      .getByRole('button', { name: `Send ${String(isOn)} to switch_1` })
      .click();
    await expect.poll(() => page.locator('.sent-list li').count()).toBe(2);
    await expect.poll(() => line.textContent()).toContain(`Sent: ${String(isOn)}`);
    await page.locator('.send-row').getByRole('button', { name: 'again' }).click();
    await expect.poll(() => line.textContent()).toContain('Same value as before');
    expect(bodies(setup)).toEqual(
      [!isOn, isOn, isOn].map((value) => JSON.stringify({ commands: [{ code: 'switch_1', value }] })),
    );
  });

  it('sends a member, and JSON where no model says what it takes', async () => {
    const modelled = await openDevice('thermostat');
    await modelled.details.page.getByRole('button', { name: 'Send a value to mode' }).press('Enter');
    await modelled.details.page.getByRole('combobox', { name: 'Value to send to mode' }).selectOption('eco');
    await modelled.details.page.keyboard.press('Enter');
    await expect.poll(() => bodies(modelled.setup)).toEqual(['{"commands":[{"code":"mode","value":"eco"}]}']);
    const { details, setup } = await openDevice('thermostat', { isModelled: false });
    const { page } = details;
    await page.getByRole('button', { name: 'Send a value to mode' }).press('Enter');
    const field = page.getByRole('textbox', { name: 'Value to send to mode' });
    await field.fill('eco');
    await page.keyboard.press('Enter');
    const about = page.locator('.send-editor .field-about');
    await expect.poll(() => about.textContent()).toContain('put a text in quotes');
    expect(bodies(setup)).toEqual([]);
    await field.fill('"eco"');
    await expect.poll(() => about.textContent()).toContain('the value isn’t checked');
    await page.keyboard.press('Enter');
    await expect.poll(() => bodies(setup)).toEqual(['{"commands":[{"code":"mode","value":"eco"}]}']);
  });

  it('tells each verdict in words: another value, offline, refused', async () => {
    const { details, setup, ref } = await openDevice('thermostat');
    const { page } = details;
    const line = page.locator('.send-row .sent-line');
    setup.cloud.truth.react(ref.deviceId, { does: 'clamp', atMost: 280 });
    await page.getByRole('button', { name: 'Send a value to temp_set' }).click();
    await page.getByRole('spinbutton').fill('35');
    await page.keyboard.press('Enter');
    await expect.poll(() => line.textContent()).toContain('the device reported 28.0 ℃ after 150 ms');
    setup.cloud.faults.add({ operation: 'sendCommands', fault: { kind: 'code', code: 60001001 } });
    await page.keyboard.press('Enter');
    await expect.poll(() => line.textContent()).toContain('A trial has room for ten');
    setup.cloud.faults.clear();
    setup.cloud.truth.addLogEvent(ref.deviceId, { time: setup.clock.now(), type: 2 });
    await page.keyboard.press('Enter');
    await expect.poll(() => line.textContent()).toContain('it is offline');
  });

  it('sends several data points in one command: marked in their fields, sent once, each with its verdict', async () => {
    const { details, setup, ref } = await openDevice('thermostat');
    const { page } = details;
    setup.cloud.truth.react(ref.deviceId, { does: 'clamp', atMost: 280 });
    const open = async (code: string): Promise<void> => {
      await page.getByRole('button', { name: `Send a value to ${code}`, exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.locator('.send-editor').waitFor();
    };
    await open('temp_set');
    await page.keyboard.type('99');
    await page.keyboard.press('Control+Enter');
    await page.getByText('At most 35.0 ℃.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('33');
    await page.keyboard.press('Control+Enter');
    await page.locator('.send-editor').waitFor({ state: 'detached' });
    await open('mode');
    await page.keyboard.type('eco');
    await page.keyboard.press('Control+Enter');
    await open('child_lock');
    await page.keyboard.press('Control+Enter');
    const tray = page.getByRole('group', { name: 'To be sent together' });
    await page.getByRole('button', { name: 'Leave out child_lock' }).press('Enter');
    expect(bodies(setup)).toEqual([]);
    for (const theme of themeNames) {
      await details.stage.switchTheme(theme);
      for (const width of [400, 1000]) {
        await page.setViewportSize({ width, height: 900 });
        await tray.scrollIntoViewIfNeeded();
        await picture(page, `sending-together-${theme}-${width}`, { fullPage: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      }
      expect(await faultsOf(page, '.send-tray', coloursOnly)).toEqual([]);
    }
    await tray.getByRole('button', { name: 'Send 2 Together' }).press('Enter');
    await tray.waitFor({ state: 'detached' });
    const lines = page.locator('.send-row .sent-line');
    await expect.poll(() => lines.allTextContents()).toHaveLength(2);
    await expect
      .poll(async () => (await lines.allTextContents()).join(' '))
      .toMatch(/Sent: eco[^]*Applied: reported[^]*Sent: 33.0 ℃[^]*another value: the device reported 28.0 ℃/);
    expect(bodies(setup)).toEqual([
      '{"commands":[{"code":"temp_set","value":330},{"code":"mode","value":"eco"}]}',
    ]);
    // The press that sent them did nothing to what has the keyboard since.
    expect(await lines.first().isVisible()).toBe(true);
    await picture(page, 'sending-together-sent-1000', { fullPage: true });
  });

  it('sends nothing in a protected project, and nothing that is only reported', async () => {
    const { details } = await openDevice('thermostat', { isProtected: true });
    const button = details.page.getByRole('button', { name: 'Send a value to temp_set' });
    expect(await button.isDisabled()).toBe(true);
    expect(await details.page.getByRole('button', { name: 'Send a value to temp_current' }).count()).toBe(0);
  });
});

/** One of every type. */
const everyType: readonly PointModel[] = [
  { code: 'switch', dpId: 1, access: 'rw', type: 'boolean' },
  {
    code: 'temp_set',
    dpId: 2,
    access: 'rw',
    type: 'integer',
    min: 50,
    max: 350,
    step: 5,
    scale: 1,
    unit: '℃',
  },
  { code: 'eco_temp', dpId: 9, access: 'rw', type: 'integer', min: 1, max: 59, unit: '× 0.5 ℃' },
  { code: 'mode', dpId: 3, access: 'rw', type: 'enum', range: ['auto', 'eco'], labels: ['Automatic', ''] },
  {
    code: 'zones',
    dpId: 4,
    access: 'rw',
    type: 'bitmap',
    labels: ['living room', 'kitchen', 'bath', 'hall'],
  },
  { code: 'label', dpId: 5, access: 'rw', type: 'string', maxLength: 12 },
  { code: 'scene', dpId: 6, access: 'rw', type: 'json' },
  { code: 'frame', dpId: 101, access: 'wr', type: 'raw', maxLength: 64 },
  { code: 'fault', dpId: 102, access: 'ro', type: 'bitmap', labels: ['e1'] },
];
const status = [
  { code: 'switch', value: true },
  { code: 'temp_set', value: 215 },
  { code: 'eco_temp', value: 40 },
  { code: 'mode', value: 'auto' },
  { code: 'zones', value: 5 },
  { code: 'label', value: 'Bench 3' },
  { code: 'scene', value: '{"h":210,"s":1000,"v":740}' },
  { code: 'frame', value: 'AAECAwQFBgc=' },
  { code: 'odd', value: 'x' },
  { code: 'fault', value: 0 },
];

describe('the field of each type', () => {
  let details: DetailsPage;
  beforeAll(async () => {
    const device = { id: 'd1', name: 'Bench thermostat', productId: 'p1', online: true, status, extra: {} };
    const ref = { projectId: 'p', deviceId: 'd1' };
    const state = { ...unreadDetails, ref, project, device, readAt: 0, model: modelOf(everyType) };
    details = await DetailsPage.open(browser, { state, width: 1000 });
    pages.push(details);
  });

  it.each(status.filter(({ code }) => code !== 'fault'))(
    'of $code is reachable, fits every width and has no fault in any theme',
    async ({ code }) => {
      const { page, stage } = details;
      await page.setViewportSize({ width: 1000, height: 800 });
      // Without the pointer: the colours of a row that it is over are not what is looked at.
      await page.getByRole('button', { name: `Send a value to ${code}`, exact: true }).press('Enter');
      const editor = page.locator('.send-editor');
      await editor.waitFor();
      for (let width = 320; width <= 1400; width += 120) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
        const isWhole = await editor.evaluate((box) => {
          const { left, right } = box.getBoundingClientRect();
          return left >= 0 && right <= window.innerWidth;
        });
        expect({ width, isWhole }).toEqual({ width, isWhole: true });
        const unit = editor.locator('.send-number > bdi');
        // In one line.
        if ((await unit.count()) > 0) expect((await unit.boundingBox())?.height).toBeLessThan(25);
      }
      await page.setViewportSize({ width: 1000, height: 800 });
      for (const theme of themeNames) {
        await stage.switchTheme(theme);
        for (const width of takesPictures ? [400, 1000] : []) {
          await page.setViewportSize({ width, height: 800 });
          await picture(page, `sending-${code}-${theme}-${width}`, { fullPage: true });
        }
        expect(
          await faultsOf(page, '.data-points', theme === themeNames[0] ? undefined : coloursOnly),
        ).toEqual([]);
      }
      await page.keyboard.press('Escape');
      await editor.waitFor({ state: 'detached' });
    },
  );
});
