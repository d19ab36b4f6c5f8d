import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';
import { checkRight, ownCode, ownType } from './models.js';

/** Every data point with its number, its age and the name it was given, by the product's own codes. */
export function getShadowProperties(call: Call): unknown {
  const codes = new Parameters(call.query, ['codes']).list('codes');
  const device = call.world.device(parameter(call, 'device_id'));
  checkRight(device);
  const names = call.world.changesOf(device.index)?.pointNames;
  const all = call.world.read(device, call.now).points.map(({ code, value, time }) => {
    const defined = device.product.defined.find((point) => point.code === code);
    return {
      code: defined ? ownCode(defined) : code,
      custom_name: names?.get(code) ?? '',
      ...(defined ? { dp_id: defined.dpId, type: ownType(defined) } : {}),
      time,
      value,
    };
  });
  return { properties: codes ? all.filter(({ code }) => codes.includes(code)) : all };
}
