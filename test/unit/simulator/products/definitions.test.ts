import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';
import { catalogue } from '../../../../src/simulator/products/catalogue.js';
import { isCustom, type PointDefinition } from '../../../../src/simulator/products/definition.js';
import { isHidden, type DpValue } from '../../../../src/simulator/products/product.js';

const told = catalogue.filter(({ defined }) => defined.length > 0);

function fits({ type, values }: PointDefinition, value: DpValue): boolean {
  const { min, max, range, label, maxlen } = values as {
    readonly min: number;
    readonly max: number;
    readonly range: readonly unknown[];
    readonly label: readonly string[];
    readonly maxlen: number;
  };
  if (type === 'Boolean') return typeof value === 'boolean';
  if (type === 'Integer') return typeof value === 'number' && value >= min && value <= max;
  if (type === 'Enum') return range.includes(value);
  if (type === 'Bitmap') return typeof value === 'number' && value < 2 ** label.length;
  if (type === 'Json') return typeof value === 'string' && typeof JSON.parse(value) === 'object';
  return typeof value === 'string' && value.length <= maxlen;
}

describe.each(told)('the product $key', ({ defined, channels, constants = {} }) => {
  const points = channels.flatMap((channel) => channel.points);

  it('gives every number and every code once', () => {
    expect(new Set(defined.map(({ dpId }) => dpId)).size).toBe(defined.length);
    expect(new Set(defined.map(({ code }) => code)).size).toBe(defined.length);
  });

  it('defines what its devices report', () => {
    const codes = [...points.map(({ code }) => code), ...Object.keys(constants)];
    expect(codes.filter((code) => !defined.some((point) => point.code === code))).toEqual([]);
  });

  it('reports values that its developer meant', () => {
    const moment = (slot: number): Parameters<(typeof points)[number]['at']>[0] => ({
      slot,
      time: slot * 1_800_000,
      noise: (salt) => ((slot * 7919 + salt * 104_729) % 1000) / 1000,
    });
    const reported = points.flatMap((point): [string, DpValue][] =>
      Array.from({ length: 200 }, (_, slot) => [point.code, point.at(moment(slot))]),
    );
    for (const [code, value] of [...reported, ...Object.entries(constants)]) {
      const point = defined.find((each) => each.code === code);
      expect(point && fits(point, value), `${code} ${value}`).toBe(true);
    }
  });
});

describe('custom data points', () => {
  it('show in statuses and logs of a product that says so alone', async () => {
    const { cloud, caller, idOf } = simulatorSetup();
    const hidden = told.flatMap((product) =>
      product.defined.filter((point) => isCustom(point) && isHidden(product, point.code)),
    );
    expect(hidden.map(({ code }) => code)).toEqual(['mcu_temp', 'relay_cycles', 'floor_temp', 'hysteresis']);
    for (const product of ['socket', 'thermostat', 'bench']) {
      const { status } = await caller.result<{ status: { code: string }[] }>(
        'GET',
        `/v1.0/devices/${idOf(product)}`,
      );
      const logged = new Set(cloud.truth.log(idOf(product), { types: [7] }).map(({ code }) => code));
      const shown = [...status.map(({ code }) => code), ...logged];
      expect(shown.filter((code) => hidden.some((point) => point.code === code))).toEqual([]);
      expect(shown.includes('adc_raw')).toBe(product === 'bench');
    }
  });
});
