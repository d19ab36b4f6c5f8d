import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/base/clock.js';
import type { AgentHost } from '../../../../src/model/agents/agentHost.js';
import { runTool } from '../../../../src/model/agents/agentTools.js';
import { HourError } from '../../../../src/model/agents/hourError.js';
import { agentSetup, firstDevice, never } from '../../../support/agentSetup.js';

describe('an hour of agents that ends', () => {
  it('answers with what was read where the hour ends meanwhile', async () => {
    const at = agentSetup();
    const [deviceId = ''] = at.cloud.truth.devicesOfProduct('climate');
    const now = Date.now();
    for (let row = 0; row < 250; row++)
      at.cloud.truth.addLogEvent(deviceId, { time: now - row * 10, type: 7, code: 'x', value: String(row) });
    let left = 2;
    const client: AgentHost['client'] = (...asked) =>
      left-- > 0 ? at.host.client(...asked) : Promise.reject(new HourError(2));
    const asked = { deviceId, codes: ['x'], lastMinutes: 10, maxCalls: 5 };
    const { text, isError } = await runTool({ ...at.host, client }, 'tuya_query_log', asked, never);
    expect([isError, JSON.parse(text)]).toMatchObject([
      false,
      { isComplete: false, calls: 2, statistics: { rows: 200 }, stopped: expect.any(String) as string },
    ]);
    const nothing = await runTool({ ...at.host, client }, 'tuya_query_log', asked, never);
    expect(nothing.isError).toBe(true);
  });

  it('counts each page of a list as a reading, and answers with those before the hour ended', async () => {
    const at = agentSetup({}, systemClock, { devices: 250 });
    let asked = 0;
    let left = 0;
    const client: AgentHost['client'] = (...given) =>
      asked++ < left ? at.host.client(...given) : Promise.reject(new HourError(left));
    const list = async (readings: number): Promise<unknown> => {
      [asked, left] = [0, readings];
      const given = { refresh: true, limit: 1 };
      return JSON.parse((await runTool({ ...at.host, client }, 'tuya_list_devices', given, never)).text);
    };
    const before = at.calls();
    expect(await list(2)).toMatchObject({
      calls: 2,
      notAllRead: true,
      stopped: expect.any(String) as string,
    });
    // A token, two pages.
    expect(at.calls() - before).toBe(3);
    const whole = await list(10);
    expect(whole).toMatchObject({ calls: asked });
    expect(whole).not.toHaveProperty('notAllRead');
    expect(asked).toBeGreaterThan(2);
  });

  it('says of a device why its model could not be read', async () => {
    const at = agentSetup({
      model: () => Promise.resolve({ points: new Map(), problem: new HourError(300) }),
    });
    const answer = await at.ask('tuya_get_device', { deviceId: await firstDevice(at) });
    expect(answer).toMatchObject({ modelProblem: 'The readings of this hour are used up.' });
  });
});
