import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { displayText } from '../../../../src/base/displayText.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { act, escape, type } from '../../../support/person.js';
import { window, workbench, type FakeInput } from '../../../support/vscodeShim.js';
import { byPerson } from '../../../support/asking.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
beforeEach(async () => {
  bench = await aWorkbench();
  projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const place = { kind: 'users', projectId } as const;
  await bench.core.fleet.of(projectId).load(place, byPerson());
});
afterEach(() => bench.end());

const refOf = (name: string) => {
  const known = [...bench.core.devices.knownOf(projectId)].find(([, { value }]) => value.name === name);
  if (!known) throw new Error(`No device ${name} is known.`);
  return { projectId, deviceId: known[0] };
};
const markers = () => bench.core.logs.markers.list();
const lookUps = () => bench.cloud.ledger.entries.filter(({ operation }) => operation === 'getDevice');

describe('log files', () => {
  it('of a selection are switched on together, opened, and switched off as easily', async () => {
    const refs = [refOf('Schreibtisch'), refOf('Kühlschrank')] as const;
    const { files } = bench.core.logs;
    const states = () => Promise.all(refs.map((ref) => files.isOn(ref)));
    await files.set(refs[0], true);
    await bench.run('tuya.switchLogFile', refs[1], refs);
    expect(await states()).toEqual([true, true]);
    expect(bench.openedLogs).toEqual([{ projectId, deviceIds: refs.map(({ deviceId }) => deviceId) }]);
    expect(workbench.messages).toEqual([expect.stringContaining(files.paths(refs[1]).folder)]);
    expect(workbench.messages[0]).toContain('Schreibtisch + 1');
    await bench.run('tuya.switchLogFile', refs[1], refs);
    expect(await states()).toEqual([false, false]);
    expect(bench.openedLogs).toHaveLength(1);
    expect(workbench.messages.at(-1)).toContain('no longer written');
  });

  it.each(['Reveal', 'Open in Terminal'])(
    '%s leads to the folder before the first row is there',
    async (way) => {
      const ref = refOf('Schreibtisch');
      workbench.pressOn = (_message, buttons) => buttons.find((button) => button === way);
      const shown = vi.fn();
      const terminal = vi.fn(() => ({ show: shown }));
      Object.assign(window, { createTerminal: terminal });
      await bench.run('tuya.switchLogFile', ref);
      const { folder } = bench.core.logs.files.paths(ref);
      // There is no file manager in a browser: the path is told.
      if (way === 'Reveal') await expect.poll(() => workbench.messages).toContain(displayText(folder, 500));
      else {
        await expect.poll(() => shown).toHaveBeenCalled();
        expect(terminal).toHaveBeenCalledWith(
          expect.objectContaining({ cwd: expect.objectContaining({ fsPath: folder }) }),
        );
      }
      expect(workbench.errors).toEqual([]);
    },
  );

  it('are as the caller says, whose log is open', async () => {
    const ref = refOf('Schreibtisch');
    for (const on of [true, true, false]) {
      await bench.run('tuya.switchLogFile', { ...ref, on });
      expect(await bench.core.logs.files.isOn(ref)).toBe(on);
    }
    expect(bench.openedLogs).toEqual([]);
  });

  it.each(['openLogFile', 'revealLogFile', 'openLogFileTerminal'])(
    '%s says that there is none yet',
    async (name) => {
      await bench.run(`tuya.${name}`, refOf('Schreibtisch'));
      await expect.poll(() => workbench.errors).toEqual([expect.stringContaining('has no file yet')]);
    },
  );

  it('of a project that isn’t there are nobody’s', async () => {
    const ref = { projectId: 'nobody', deviceId: 'bf0123456789abcdefgh' };
    await bench.run('tuya.switchLogFile', ref);
    expect(await bench.core.logs.files.isOn(ref)).toBe(false);
    expect(workbench.messages).toEqual([]);
  });
});

describe('opening logs', () => {
  it('of a selection is one log, in the order of the selection', async () => {
    const refs = [refOf('Schreibtisch'), refOf('Kühlschrank')];
    await bench.run('tuya.openLogs', refs[1], refs);
    expect(bench.openedLogs).toEqual([{ projectId, deviceIds: refs.map(({ deviceId }) => deviceId) }]);
  });

  it('of a gateway with its sub-devices asks the gateway where that isn’t known', async () => {
    const gateway = refOf('Hub Diele');
    await bench.run('tuya.openLogsWithSubDevices', gateway);
    const subs = bench.cloud.truth.subDeviceIds(gateway.deviceId);
    expect(subs.length).toBeGreaterThan(1);
    expect(bench.openedLogs).toEqual([{ projectId, deviceIds: [gateway.deviceId, ...subs] }]);
  });

  it('says that one log is for 50 devices', async () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ projectId, deviceId: `d${at}` }));
    await bench.run('tuya.openLogs', many);
    expect(bench.openedLogs[0]?.deviceIds).toHaveLength(50);
    expect(workbench.messages).toEqual([expect.stringContaining('50 devices at most')]);
  });

  it('by key is that of the row that has the keyboard', async () => {
    const { deviceId } = refOf('Kühlschrank');
    bench.keyboard.nodes = [{ projectId, deviceId }];
    await bench.run('tuya.openLogs');
    expect(bench.openedLogs).toEqual([{ projectId, deviceIds: [deviceId] }]);
  });

  it('of a device that is found by its name opens no details', async () => {
    const { deviceId } = refOf('Kühlschrank');
    // The box is there before its list.
    const chosen = async (input: FakeInput): Promise<void> => {
      await expect.poll(() => input.items.length).toBeGreaterThan(1);
      input.choose('Kühlschrank');
    };
    const seen = act((input) => void chosen(input));
    await bench.run('tuya.openLogOfDevice');
    expect(seen.map(({ title }) => title)).toEqual(['Open Log of a Device']);
    expect(bench.openedLogs).toEqual([{ projectId, deviceIds: [deviceId] }]);
    expect(bench.opened).toEqual([]);
  });

  it('in front, it does what its buttons do', async () => {
    const commands = [
      'toggleLogFollow',
      'toggleLogPause',
      'nextLogMatch',
      'previousLogMatch',
      'clearLogFilter',
      'showSinceFlash',
    ];
    for (const command of [...commands, 'exportLog']) await bench.run(`tuya.${command}`);
    expect(bench.told).toEqual([
      'follow',
      'pause',
      'next',
      'previous',
      'clearFilter',
      'sinceFlash',
      'export',
    ]);
  });

  it.each([[undefined], [{}], [{ projectId: 'gone', deviceId: 'x' }], ['x']])(
    'of %j is nothing',
    async (arg) => {
      await bench.run('tuya.openLogs', arg);
      await bench.run('tuya.openLogsWithSubDevices', arg);
      expect(bench.openedLogs).toEqual([]);
    },
  );
});

describe('markers', () => {
  it('are given words, or words of a keybinding, or none', async () => {
    act(type('flashed 1.0.4'));
    await bench.run('tuya.addLogMarker');
    await bench.run('tuya.addLogMarker', { text: 'pressed reset' });
    act(escape);
    await bench.run('tuya.addLogMarker');
    expect(markers().map(({ text, source }) => [text, source])).toEqual(
      expect.arrayContaining([
        ['flashed 1.0.4', 'person'],
        ['pressed reset', 'person'],
      ]),
    );
    expect(markers()).toHaveLength(2);
  });

  it('stand among events, whatever this computer’s clock says', async () => {
    const hours = 6 * 3_600_000;
    bench.cloud.clockSkewMs = -hours;
    const client = await bench.core.connections.client(projectId, byPerson());
    await client.devices.get(refOf('Kühlschrank').deviceId);
    await bench.run('tuya.addLogMarker', { text: 'now' });
    expect(Math.abs((markers()[0]?.time ?? 0) - (Date.now() - hours))).toBeLessThan(60_000);
  });

  it('stand at the time of a row, and at no time that is none', async () => {
    await bench.run('tuya.addLogMarker', { text: 'here', time: 1_700_000_000_123 });
    expect(markers().map(({ time }) => time)).toEqual([1_700_000_000_123]);
    for (const time of [-1, 1.5, NaN, '5']) {
      const before = Date.now();
      await bench.run('tuya.addLogMarker', { text: 'now', time });
      expect(markers()[0]?.time).toBeGreaterThanOrEqual(before);
    }
  });
});

describe('telling when a device is back online', () => {
  it('says so at once where it is, after one call', async () => {
    workbench.pressOn = (_, [button]) => button;
    const ref = refOf('Kühlschrank');
    await bench.run('tuya.tellWhenOnline', ref);
    await expect.poll(() => bench.openedLogs).toEqual([{ projectId, deviceIds: [ref.deviceId] }]);
    expect(workbench.messages).toEqual(['‘Kühlschrank’ is online.']);
    expect(lookUps()).toHaveLength(1);
  });

  it('tells at the start what waiting costs, and can be stopped there', async () => {
    const ref = refOf('Kühlschrank');
    bench.cloud.truth.addLogEvent(ref.deviceId, { time: Date.now(), type: 2 });
    workbench.pressOn = (_, buttons) => buttons.find((button) => button === 'Stop Waiting');
    await bench.run('tuya.tellWhenOnline', ref);
    await expect
      .poll(() => workbench.messages)
      .toEqual([
        expect.stringMatching(
          /^Waiting for ‘Kühlschrank’.*24 hours at most.*about \d+ API calls.*30 in each/,
        ),
      ]);
    await expect.poll(() => bench.core.logs.watches.isWatching(ref)).toBe(false);
    expect(workbench.errors).toEqual([]);
  });

  it('isn’t begun twice for the same device', async () => {
    const ref = refOf('Kühlschrank');
    bench.cloud.truth.addLogEvent(ref.deviceId, { time: Date.now(), type: 2 });
    await bench.run('tuya.tellWhenOnline', ref);
    await bench.run('tuya.tellWhenOnline', ref);
    await expect.poll(() => workbench.messages).toContain('Already waiting for ‘Kühlschrank’.');
    await expect.poll(() => lookUps().length).toBe(1);
    bench.core.logs.watches.cancel(ref);
    await expect.poll(() => bench.core.logs.watches.isWatching(ref)).toBe(false);
    expect(lookUps()).toHaveLength(1);
  });

  it('ends with its project', async () => {
    const ref = refOf('Kühlschrank');
    bench.cloud.truth.addLogEvent(ref.deviceId, { time: Date.now(), type: 2 });
    await bench.run('tuya.tellWhenOnline', ref);
    await expect.poll(() => lookUps().length).toBe(1);
    await bench.state.update(`logs/editionFound/${projectId}`, { edition: 'paid', at: Date.now() });
    workbench.answerTo = (_, [button]) => button;
    await bench.run('tuya.removeProject', { projectId });
    await expect.poll(() => bench.core.logs.watches.isWatching(ref)).toBe(false);
    await expect.poll(() => bench.state.get(`logs/editionFound/${projectId}`)).toBeUndefined();
    expect(workbench.errors).toEqual([]);
  });
});
