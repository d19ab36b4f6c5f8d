import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';

/** Every module with the version that runs; nothing newer waits for any of them. */
export function getUpgradeInfos(call: Call): unknown {
  new Parameters(call.query, ['lang']);
  const device = call.world.device(parameter(call, 'device_id'));
  return [...call.world.firmwareOf(device)].map(([module, version]) => ({
    module_type: module,
    module_desc: moduleNames.get(module) ?? '',
    current_version: version,
    upgrade_version: '',
    upgrade_status: 0,
    last_upgrade_time: 0,
    control_type: 0,
  }));
}

const moduleNames: ReadonlyMap<number, string> = new Map([
  [0, 'Wi-Fi Module'],
  [3, 'Zigbee Module'],
  [9, 'MCU Module'],
]);
