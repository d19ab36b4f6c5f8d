import {
  airConditionerPoints,
  bulbPoints,
  curtainPoints,
  thermostatPoints,
  vacuumPoints,
  virtualLampPoints,
} from './homePoints.js';
import { channel, choice, computed, gauge, setting, toggle, type Product } from './product.js';

/** A colour as lamps keep it: JSON inside the text. */
const colour = computed('colour_data_v2', '{"h":0,"s":1000,"v":1000}', ({ noise }) =>
  JSON.stringify({
    h: Math.round(noise(1) * 360),
    s: 200 + Math.round(noise(2) * 800),
    v: 300 + Math.round(noise(3) * 700),
  }),
);

export const homeProducts: readonly Product[] = [
  {
    key: 'bulb',
    category: 'dj',
    name: 'RGBCW Bulb E27',
    model: 'LB-9W',
    icon: 'smart/icon/ay1525749833537tAz3q/2c4e6a8b0d1f3e5c7a9b1d3f5e7c9a1b.png',
    kind: 'wifi',
    defined: bulbPoints,
    channels: [
      channel(7200, [toggle('switch_led')], { commanded: true }),
      channel(
        9000,
        [choice('work_mode', ['white', 'colour', 'scene']), setting('bright_value_v2', 10, 1000, 10)],
        { commanded: true },
      ),
      channel(15_000, [colour], { commanded: true, skip: 0.3 }),
      channel(30_000, [setting('temp_value_v2', 0, 1000, 50)], { skip: 0.3 }),
    ],
    constants: {
      scene_data_v2:
        '{"scene_num":1,"scene_units":[{"bright":200,"h":0,"s":0,"temperature":0,"unit_change_mode":"static","unit_gradient_duration":13,"unit_switch_duration":14,"v":0}]}',
      countdown_1: 0,
    },
  },
  {
    key: 'thermostat',
    category: 'wk',
    name: 'Floor Heating Thermostat',
    model: 'BHT-002',
    icon: 'smart/icon/ay1538272938472Th8rm/4e6c8a0b2d4f6e8c0a2b4d6f8e0c2a4b.png',
    kind: 'wifi',
    defined: thermostatPoints,
    channels: [
      channel(600, [gauge('temp_current', 213, 14, 4)]),
      channel(14_400, [setting('temp_set', 160, 240, 5)], { commanded: true }),
      channel(28_800, [choice('mode', ['auto', 'manual', 'eco'])], { commanded: true }),
      channel(1800, [choice('valve_state', ['open', 'close'])]),
      channel(900, [gauge('floor_temp', 263, 20, 5)]),
    ],
    constants: { switch: true, child_lock: false, temp_unit_convert: 'c', fault: 0, hysteresis: 10 },
  },
  {
    key: 'curtain',
    category: 'cl',
    name: 'Curtain Motor',
    model: 'CM-T1',
    icon: 'smart/icon/ay1531272182736Cu7tn/6a8c0e2b4d6f8a0c2e4b6d8f0a2c4e6b.png',
    kind: 'wifi',
    defined: curtainPoints,
    channels: [
      channel(21_600, [choice('control', ['open', 'stop', 'close']), setting('percent_control', 0, 100, 5)], {
        commanded: true,
      }),
      channel(21_600, [setting('percent_state', 0, 100, 5)]),
    ],
    constants: { control_back_mode: 'forward', time_total: 25_000 },
  },
  {
    key: 'speaker',
    category: 'znyxss',
    name: 'Wi-Fi smart speaker SS190',
    model: 'SS190',
    icon: 'smart/program_category_icon/znyxss.png',
    kind: 'wifi',
    defined: [],
    told: 'refused',
    channels: [
      channel(10_800, [setting('smartspeaker_vol', 0, 100, 2)], { commanded: true }),
      channel(5400, [
        toggle('smartspeaker_play'),
        choice('smartspeaker_play_mode', ['random', 'order', 'loop']),
      ]),
      channel(50_000, [
        choice('ir_send', ['{"control":"study_exit"}', '{"control":"send_ir","head":"","key1":"002$$0048"}']),
      ]),
    ],
    constants: {
      smartspeaker_mic: true,
      smartspeaker_wm_switch: 'btm',
      smartspeaker_bt_switch: false,
      smartspeaker_pre: false,
      smartspeaker_next: false,
      smartspeaker_alarm_clock: '',
      smartspeaker_alert: '',
      ir_study_code: '',
    },
  },
  {
    key: 'scale',
    category: 'qt',
    name: 'Wifi scales_OEM',
    model: 'BFS-8',
    icon: 'smart/icon/15402589135gknz23xajb_0.png',
    kind: 'wifi',
    hasUsers: true,
    defined: [],
    told: 'none',
    channels: [
      channel(43_200, [
        computed('weight', 0, ({ noise }) => 48_900 + Math.round(noise(1) * 30_000)),
        computed('body_r', 0, ({ noise }) => 480 + Math.round(noise(2) * 200)),
      ]),
      channel(600_000, [choice('battery_state', ['high', 'middle'])]),
    ],
    constants: { left_hand_r: 0, right_hand_r: 0, left_leg_r: 0, right_leg_r: 0, battery_low: false },
  },
  {
    key: 'irHub',
    category: 'wnykq',
    name: 'Smart IR Remote',
    model: 'UFO-R11',
    icon: 'smart/icon/ay1536472839182Ir9Hb/8c0e2a4d6f8b0c2e4a6d8f0b2c4e6a8d.png',
    kind: 'wifi',
    hasLogs: false,
    defined: [],
    channels: [],
  },
  {
    key: 'airConditioner',
    category: 'kt',
    name: 'Split Air Conditioner 12K',
    model: 'AC-12K',
    icon: 'smart/icon/ay1541233847261Ac2Ko/0a2c4e6b8d0f2a4c6e8b0d2f4a6c8e0b.png',
    kind: 'wifi',
    defined: airConditionerPoints,
    channels: [
      channel(10_800, [toggle('switch')], { commanded: true }),
      channel(900, [gauge('temp_current', 25, 3, 1)]),
      channel(20_000, [setting('temp_set', 18, 28), choice('windspeed', ['auto', 'low', 'mid', 'high'])], {
        commanded: true,
      }),
    ],
    constants: { mode: 'cold', fault: 0 },
  },
  {
    key: 'vacuum',
    category: 'sd',
    name: 'Robot Vacuum Lidar',
    model: 'RV-L9',
    icon: 'smart/icon/ay1549283746152Rv5cU/2e4a6c8f0b2d4e6a8c0f2b4d6e8a0c2f.png',
    kind: 'wifi',
    defined: vacuumPoints,
    told: 'specification',
    channels: [
      channel(1800, [
        choice('status', ['standby', 'charging', 'charge_done', 'cleaning', 'goto_charge']),
        setting('electricity_left', 20, 100),
      ]),
      channel(86_400, [toggle('power_go')], { commanded: true }),
      channel(3600, [
        computed('path_data', '', ({ noise }) =>
          Buffer.from(Array.from({ length: 18 }, (_, at) => Math.floor(noise(at) * 256))).toString('base64'),
        ),
      ]),
    ],
    constants: {
      mode: 'smart',
      suction: 'normal',
      // The third bit has no label in the specification.
      fault: 6,
      command_trans: '{"cmd":21,"rooms":[2,5],"repeat":1}',
    },
  },
];

/** Made on the platform for trying things out; never had hardware. */
export const virtualLamp: Product = {
  key: 'virtualLamp',
  category: 'dd',
  name: 'Strip Lights (virtual)',
  model: '',
  icon: 'smart/icon/ay1530000000000Vr7lp/4c6e8a0d2f4b6c8e0a2d4f6b8c0e2a4d.png',
  kind: 'virtual',
  defined: virtualLampPoints,
  channels: [channel(30_000, [toggle('switch_led')], { commanded: true })],
  constants: { work_mode: 'white', bright_value: 255, temp_value: 0 },
};
