import { bits, flag, integer, member, raw, string, type PointDefinition } from './definition.js';

const reported = { access: 'ro' } as const;
const seconds = { unit: 's' } as const;

function countdown(dpId: number, channel: string): PointDefinition {
  return integer([dpId, `countdown_${channel}`, `Countdown ${channel}`], [0, 86_400], seconds);
}

export const stripPoints: readonly PointDefinition[] = [
  ...[1, 2, 3, 4].map((channel) => flag([channel, `switch_${channel}`, `Switch ${channel}`])),
  flag([7, 'switch_usb1', 'USB switch 1']),
  ...[1, 2, 3, 4].map((channel) => countdown(8 + channel, String(channel))),
  countdown(15, 'usb1'),
];

export const socketPoints: readonly PointDefinition[] = [
  flag([1, 'switch_1', 'Switch 1']),
  countdown(9, '1'),
  integer([17, 'add_ele', 'Electricity'], [0, 50_000], {
    ...{ unit: 'kwh', scale: 3, step: 100 },
    ...reported,
  }),
  integer([18, 'cur_current', 'Current'], [0, 30_000], { unit: 'mA', ...reported }),
  integer([19, 'cur_power', 'Power'], [0, 50_000], { unit: 'W', scale: 1, ...reported }),
  integer([20, 'cur_voltage', 'Voltage'], [0, 5000], { unit: 'V', scale: 1, ...reported }),
  bits([26, 'fault', 'Fault'], ['ov_cr', 'ov_vol', 'ov_pwr', 'ls_cr', 'ls_vol', 'ls_pow']),
  member([38, 'relay_status', 'Power-on state'], ['power_off', 'power_on', 'last']),
  flag([39, 'overcharge_switch', 'Overcharge protection']),
  integer([101, 'mcu_temp', 'Relay temperature'], [-400, 1500], { unit: '℃', scale: 1, ...reported }),
  integer([102, 'relay_cycles', 'Relay cycles'], [0, 1_000_000], reported),
];

export const wallSwitchPoints: readonly PointDefinition[] = [
  flag([1, 'switch_1', 'Switch 1']),
  flag([2, 'switch_2', 'Switch 2']),
  countdown(7, '1'),
  countdown(8, '2'),
];

export const meterPoints: readonly PointDefinition[] = [
  integer([1, 'forward_energy_total', 'Total energy'], [0, 99_999_999], {
    ...{ unit: 'kW·h', scale: 2 },
    ...reported,
  }),
  raw([6, 'phase_a', 'Phase A'], reported),
  raw([7, 'phase_b', 'Phase B'], reported),
  raw([8, 'phase_c', 'Phase C'], reported),
  flag([10, 'fault_alarm', 'Fault alarm'], reported),
  flag([16, 'switch', 'Switch']),
  raw([17, 'alarm_set_1', 'Alarm settings 1']),
  string([19, 'breaker_number', 'Meter number'], 32, reported),
];

/** A board of the developer's own: all but its LED has numbers of its own. */
export const benchPoints: readonly PointDefinition[] = [
  flag([1, 'led', 'LED']),
  integer([101, 'adc_raw', 'ADC channel 0'], [0, 4095], reported),
  integer([102, 'loop_us', 'Main loop'], [0, 100_000], { unit: 'µs', ...reported }),
  integer([103, 'free_heap', 'Free heap'], [0, 262_144], { unit: 'B', ...reported }),
  integer([104, 'rssi', 'Signal strength'], [-127, 0], { unit: 'dBm', ...reported }),
  string([105, 'build', 'Firmware build'], 64, reported),
];
