import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/simulator/faults/faults.js';
import { createInProcessTransport } from '../../../../src/simulator/http/inProcessTransport.js';
import { createTuyaClient, type TuyaClient } from '../../../../src/tuya/client.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { CommandPace } from '../../../../src/tuya/wire/commandPace.js';
import { TestTokenStore, VirtualClock } from '../../../support/faultServerClient.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import { simulatorSetup, type SimulatorSetup } from '../../../support/simulatorSetup.js';

const open: TuyaClient[] = [];

afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
});

function connect(): SimulatorSetup<VirtualClock> & { client: TuyaClient } {
  const setup = simulatorSetup({}, new VirtualClock(Date.UTC(2026, 10, 20, 10)));
  const { accessId, accessSecret } = setup.cloud.credentials;
  const client = createTuyaClient({
    endpoint: 'https://openapi.tuyaeu.com',
    accessId,
    accessSecret,
    transport: createInProcessTransport(setup.cloud),
    tokenStore: new TestTokenStore(),
    clock: setup.clock,
  });
  open.push(client);
  return { ...setup, client };
}

function sent({ cloud }: SimulatorSetup<VirtualClock>): unknown[] {
  const commands = cloud.ledger.entries.filter(({ method }) => method === 'POST');
  return commands.map(({ path, body = '' }) => [path, body]);
}

describe('a command', () => {
  it('has the body of its route, JSON within JSON where that is the route’s', async () => {
    const setup = connect();
    const { client, idOf } = setup;
    const [bulb, thermostat] = [idOf('bulb'), idOf('thermostat')];
    const on = { code: 'switch_led', value: true };
    await client.commands.send(bulb, [on, { code: 'bright_value_v2', value: 500 }], 'iot-03');
    await client.commands.send(bulb, [on], 'v1.0');
    await client.commands.issue(thermostat, [{ code: 'hysteresis', value: 20 }]);
    expect(sent(setup)).toEqual([
      [
        `/v1.0/iot-03/devices/${bulb}/commands`,
        '{"commands":[{"code":"switch_led","value":true},{"code":"bright_value_v2","value":500}]}',
      ],
      [`/v1.0/devices/${bulb}/commands`, '{"commands":[{"code":"switch_led","value":true}]}'],
      [`/v2.0/cloud/thing/${thermostat}/shadow/properties/issue`, '{"properties":"{\\"hysteresis\\":20}"}'],
    ]);
  });

  it('answers when it left, and the cloud’s own time', async () => {
    const { client, idOf, cloud, clock } = connect();
    cloud.clockSkewMs = 3_000;
    const receipt = await client.commands.send(idOf('bulb'), [{ code: 'switch_led', value: true }], 'iot-03');
    expect(receipt).toEqual({ sentAt: clock.now(), ms: 0, cloudTime: clock.now() + 3_000 });
  });

  it.each<readonly [Fault, executed: number, reason: string]>([
    [{ kind: 'reset', when: 'before' }, 0, 'outcomeUnknown'],
    [{ kind: 'reset', when: 'after' }, 1, 'outcomeUnknown'],
    [{ kind: 'stall', what: 'headers', executed: true }, 1, 'outcomeUnknown'],
    [{ kind: 'status', status: 503, executed: true }, 1, 'outcomeUnknown'],
    [{ kind: 'code', code: 500, executed: true }, 1, 'outcomeUnknown'],
    [{ kind: 'malformed' }, 1, 'outcomeUnknown'],
    [{ kind: 'code', code: 501 }, 0, 'permission'],
    [{ kind: 'code', code: 1110 }, 0, 'busy'],
    [{ kind: 'unreachable' }, 0, 'network'],
  ])('is sent once, whatever comes back: %j', async (fault, executed, reason) => {
    const { client, idOf, cloud } = connect();
    await client.commands.send(idOf('socket'), [{ code: 'switch_1', value: true }], 'iot-03');
    for (const operation of ['sendCommands', 'issueProperties'] as const)
      cloud.faults.add({ operation, fault });
    const calls = [
      client.commands.send(idOf('socket'), [{ code: 'switch_1', value: false }], 'iot-03'),
      client.commands.issue(idOf('thermostat'), [{ code: 'hysteresis', value: 20 }]),
    ];
    for (const call of calls) {
      const error: unknown = await call.catch((problem: unknown) => problem);
      expect(TuyaError.is(error) && error.reason).toBe(reason);
    }
    expect(cloud.ledger.count('sendCommands')).toMatchObject({ calls: 2, executed: 1 + executed });
    expect(cloud.ledger.count('issueProperties')).toMatchObject({ calls: 1, executed });
  });

  it.each([
    ['none', []],
    ['one twice', [1, 2].map((value) => ({ code: 'switch_1', value }))],
    ['no code', [{ code: ' ', value: true }]],
    ['no number', [{ code: 'switch_1', value: Number.NaN }]],
    ['nothing', [{ code: 'switch_1', value: null }]],
    ['what is no JSON', [{ code: 'switch_1', value: () => true }]],
    ['too much', [{ code: 'switch_1', value: 'x'.repeat(70_000) }]],
  ])('is refused before it leaves where it has %s', async (_name, commands) => {
    const setup = connect();
    const { client, idOf } = setup;
    const refused = { reason: 'invalid' };
    await expect(client.commands.send(idOf('socket'), commands, 'iot-03')).rejects.toMatchObject(refused);
    await expect(client.commands.issue(idOf('socket'), commands)).rejects.toMatchObject(refused);
    expect(sent(setup)).toEqual([]);
  });

  it('sets a data point whose code would mean something to an object', async () => {
    const setup = connect();
    const commands = [{ code: '__proto__', value: 1 }];
    await setup.client.commands.issue(setup.idOf('socket'), commands).catch(() => undefined);
    expect(setup.cloud.ledger.entries.at(-1)?.body).toBe('{"properties":"{\\"__proto__\\":1}"}');
  });
});

describe('CommandPace', () => {
  it('lets no more than four commands leave in any second, whichever way they go, and holds nothing else', async () => {
    const time = new SimulatedTime();
    const pace = new CommandPace(time);
    const left: number[] = [];
    for (let walker = 0; walker < 8; walker++) {
      void (async () => {
        for (let call = 0; call < 10; call++) {
          await pace.turn(walker % 2 === 0 ? 'commands.send' : 'commands.issue', undefined);
          left.push(time.now());
        }
      })();
    }
    await pace.turn('logs.page', undefined);
    await time.pass(21_000);
    expect(left).toHaveLength(80);
    const inASecond = left.map((from) => left.filter((at) => at >= from && at < from + 1_000).length);
    expect(Math.max(...inASecond)).toBe(4);
  });
});
