import { bits, flag, integer, json, member, raw, type PointDefinition } from './definition.js';

const reported = { access: 'ro' } as const;
const written = { access: 'wr' } as const;
const percent = { unit: '%' } as const;
const thousand = { min: 0, scale: 0, unit: '', max: 1000, step: 1 } as const;
const hue = { ...thousand, max: 360 } as const;

export const bulbPoints: readonly PointDefinition[] = [
  flag([20, 'switch_led', 'Switch']),
  member([21, 'work_mode', 'Mode'], ['white', 'colour', 'scene', 'music']),
  integer([22, 'bright_value_v2', 'Brightness'], [10, 1000], { ownCode: 'bright_value' }),
  integer([23, 'temp_value_v2', 'Colour temperature'], [0, 1000], { ownCode: 'temp_value' }),
  json([24, 'colour_data_v2', 'Colour'], { h: hue, s: thousand, v: thousand }, { ownCode: 'colour_data' }),
  json(
    [25, 'scene_data_v2', 'Scene'],
    { scene_num: { min: 1, scale: 0, max: 8, step: 1 } },
    { ownCode: 'scene_data' },
  ),
  integer([26, 'countdown_1', 'Countdown'], [0, 86_400], { unit: 's', ownCode: 'countdown' }),
  json(
    [28, 'control_data', 'Adjust'],
    { change_mode: { range: ['direct', 'gradient'] }, bright: thousand, temperature: thousand },
    written,
  ),
];

export const virtualLampPoints: readonly PointDefinition[] = [
  flag([1, 'switch_led', 'Switch']),
  member([2, 'work_mode', 'Mode'], ['white', 'colour', 'scene']),
  integer([3, 'bright_value', 'Brightness'], [25, 255]),
  integer([4, 'temp_value', 'Colour temperature'], [0, 255]),
];

export const thermostatPoints: readonly PointDefinition[] = [
  flag([1, 'switch', 'Switch']),
  member([2, 'mode', 'Mode'], ['auto', 'manual', 'eco']),
  integer([16, 'temp_set', 'Set temperature'], [50, 350], { unit: '℃', scale: 1, step: 5 }),
  member([23, 'temp_unit_convert', 'Temperature unit'], ['c', 'f']),
  integer([24, 'temp_current', 'Room temperature'], [-200, 600], { unit: '℃', scale: 1, ...reported }),
  member([36, 'valve_state', 'Valve'], ['open', 'close'], reported),
  flag([40, 'child_lock', 'Child lock']),
  bits([45, 'fault', 'Fault'], ['e1', 'e2', 'e3', 'low_battery']),
  integer([101, 'floor_temp', 'Floor temperature'], [-200, 800], { unit: '℃', scale: 1, ...reported }),
  integer([102, 'hysteresis', 'Hysteresis'], [5, 50], { unit: '℃', scale: 1, step: 5 }),
];

export const curtainPoints: readonly PointDefinition[] = [
  member([1, 'control', 'Control'], ['open', 'stop', 'close']),
  integer([2, 'percent_control', 'Target position'], [0, 100], percent),
  integer([3, 'percent_state', 'Position'], [0, 100], { ...percent, ...reported }),
  member([5, 'control_back_mode', 'Motor direction'], ['forward', 'back']),
  integer([10, 'time_total', 'Travel time'], [0, 120_000], { unit: 'ms', ...reported }),
];

export const airConditionerPoints: readonly PointDefinition[] = [
  flag([1, 'switch', 'Switch']),
  integer([2, 'temp_set', 'Set temperature'], [16, 31], { unit: '℃' }),
  integer([3, 'temp_current', 'Room temperature'], [-20, 60], { unit: '℃', ...reported }),
  member([4, 'mode', 'Mode'], ['cold', 'hot', 'wet', 'wind', 'auto']),
  member([5, 'windspeed', 'Fan speed'], ['auto', 'low', 'mid', 'high']),
  bits([20, 'fault', 'Fault'], ['sensor_fault', 'temp_fault', 'comm_fault']),
];

/** Defined in a hurry and never mended, as some products are: what the specification says of it is wrong. */
export const vacuumPoints: readonly PointDefinition[] = [
  flag([1, 'power_go', 'Start']),
  member([4, 'mode', 'Mode'], ['smart', 'zone', 'pose', 'part', 'chargego'], {
    told: { values: '{"range":[]}' },
  }),
  member([5, 'status', 'Status'], ['standby', 'charging', 'charge_done', 'cleaning', 'goto_charge'], {
    told: { values: '{"range":["standby","charging",' },
    ...reported,
  }),
  integer([8, 'electricity_left', 'Battery level'], [0, 100], {
    told: { values: '{"unit":"%","min":0,"max":100,"scale":1,"step":1}' },
    ...percent,
    ...reported,
  }),
  member([9, 'suction', 'Suction'], ['gentle', 'normal', 'strong'], {
    told: { values: '{"range":"gentle"}', access: 'ro' },
  }),
  raw([14, 'path_data', 'Path'], { told: { values: '{"maxlen":"128"}' }, ...reported }),
  raw([15, 'command_trans', 'Map command']),
  bits([28, 'fault', 'Fault'], ['edge_sweep', 'middle_sweep', 'left_wheel', 'right_wheel', 'garbage_box'], {
    told: { values: '{"label":["edge_sweep","middle_sweep"],"maxlen":32}' },
  }),
];
