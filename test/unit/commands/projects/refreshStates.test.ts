import { afterEach, beforeEach, expect, it } from 'vitest';
import { onlineStatesPace } from '../../../../src/platform/settings/settings.js';
import { watchStates } from '../../../../src/tree/watchStates.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { EventEmitter, workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => (bench = await aWorkbench()));
afterEach(() => bench.end());

it('each pace says what it costs before it is chosen, and is kept as a setting', async () => {
  const details: unknown[] = [];
  workbench.onInput = (input) => {
    for (const item of input.items) details.push((item as { detail?: string }).detail);
    input.choose('Every 5 minutes');
  };
  await bench.run('tuya.refreshStates');
  expect(details).toHaveLength(5);
  expect(details[0]).toBe('Nothing is read automatically.');
  expect(details.slice(1)).toEqual(
    Array(4).fill('About 0 calls an hour for the lists that are open now, while the tree is in sight'),
  );
  expect(onlineStatesPace()).toBe(300_000);
  workbench.onInput = (input) => input.hide();
  await bench.run('tuya.refreshStates');
  expect(onlineStatesPace()).toBe(300_000);
  workbench.onInput = (input) => input.choose('Never');
  await bench.run('tuya.refreshStates');
  expect(onlineStatesPace()).toBeUndefined();
});

it('the setting and the view decide together', () => {
  const told: unknown[] = [];
  const visibility = new EventEmitter<{ visible: boolean }>();
  const watching = watchStates({ visible: false, onDidChangeVisibility: visibility.event } as never, {
    onlineStates: {
      setPace: (ms: unknown) => void told.push(ms),
      setVisible: (visible: unknown) => void told.push(visible),
    } as never,
  });
  workbench.configuration.set('tuya.onlineStatesMinutes', 1);
  workbench.configurationChanged.fire('tuya.onlineStatesMinutes');
  visibility.fire({ visible: true });
  // What a person typed by hand may be anything.
  for (const odd of ['5', -1, 0, null, 0.5]) {
    workbench.configuration.set('tuya.onlineStatesMinutes', odd);
    workbench.configurationChanged.fire('tuya.onlineStatesMinutes');
  }
  watching.dispose();
  visibility.fire({ visible: false });
  expect(told).toEqual([undefined, false, 60_000, true, ...Array<undefined>(5).fill(undefined)]);
});
