import { benchPoints, meterPoints, socketPoints, stripPoints, wallSwitchPoints } from './powerPoints.js';
import { alarm, channel, computed, gauge, setting, toggle, type Point, type Product } from './product.js';

const on = (code: string): Point => computed(code, false, ({ slot }) => slot % 3 !== 0);

/** Eight bytes per phase: voltage (0.1 V), current (mA, three bytes), power (W, three bytes), big endian. */
const phase = (code: string, salt: number): Point =>
  computed(code, 'AAAAAAAAAAA=', ({ noise }) => {
    const bytes = Buffer.alloc(8);
    const milliamperes = Math.round(800 + noise(salt) * 5200);
    bytes.writeUInt16BE(2280 + Math.round(noise(salt + 1) * 60), 0);
    bytes.writeUIntBE(milliamperes, 2, 3);
    bytes.writeUIntBE(Math.round(milliamperes * 0.23), 5, 3);
    return bytes.toString('base64');
  });

export const powerProducts: readonly Product[] = [
  {
    key: 'strip',
    category: 'pc',
    name: 'Smart Power Strip 4AC+USB',
    model: 'SPS-4U',
    icon: 'smart/icon/ay1545888294763m6zhr/15620510474f8cdc40e8e.png',
    kind: 'wifi',
    defined: stripPoints,
    channels: [
      channel(5400, [toggle('switch_1')], { commanded: true }),
      channel(9000, [toggle('switch_2')], { commanded: true }),
      channel(21_600, [on('switch_3')], { commanded: true }),
      channel(43_200, [on('switch_4')]),
      channel(64_800, [toggle('switch_usb1')]),
      channel(14_400, [setting('countdown_1', 0, 3600, 600)], { skip: 0.4 }),
    ],
    constants: { countdown_2: 0, countdown_3: 0, countdown_4: 0, countdown_usb1: 0 },
    outlets: {
      switch_1: 'Socket 1',
      switch_2: 'Socket 2',
      switch_3: 'Socket 3',
      switch_4: 'Socket 4',
      switch_usb1: 'USB',
    },
  },
  {
    key: 'socket',
    category: 'cz',
    name: 'Wi-Fi Smart Metering Socket',
    model: 'SP16-E',
    icon: 'smart/product_icon/cz.png',
    kind: 'wifi',
    defined: socketPoints,
    channels: [
      channel(7200, [on('switch_1')], { commanded: true }),
      channel(240, [
        gauge('cur_power', 640, 400, 150),
        gauge('cur_current', 310, 200, 60),
        gauge('cur_voltage', 2305, 12, 9),
      ]),
      channel(1800, [computed('add_ele', 0, ({ noise }) => Math.round(1 + noise(9) * 40))]),
      channel(20_000, [setting('countdown_1', 0, 7200, 900)], { skip: 0.6, commanded: true }),
      channel(300, [
        gauge('mcu_temp', 412, 35, 12),
        computed('relay_cycles', 0, ({ slot }) => slot % 50_000),
      ]),
    ],
    constants: { relay_status: 'last', overcharge_switch: false, fault: 0 },
  },
  {
    key: 'wallSwitch',
    category: 'kg',
    name: '2 Gang Smart Switch',
    model: 'TS-2G',
    icon: 'smart/icon/bay1583490219182yo2R/4a4c0a7fb5c0cd1d6c3b5b4c2c1e6b6d.png',
    kind: 'wifi',
    defined: wallSwitchPoints,
    channels: [
      channel(6000, [toggle('switch_1')], { commanded: true }),
      channel(8000, [toggle('switch_2')], { commanded: true }),
    ],
    constants: { countdown_1: 0, countdown_2: 0 },
    outlets: { switch_1: 'Left', switch_2: 'Right' },
  },
  {
    key: 'meter',
    category: 'zndb',
    name: 'Three-phase Energy Meter',
    model: 'EM3-63',
    icon: 'smart/icon/ay1548902837162XtR2k/9b1c5d7f8e6a4b3c2d1e0f9a8b7c6d5e.png',
    kind: 'wifi',
    defined: meterPoints,
    channels: [
      channel(300, [phase('phase_a', 20), phase('phase_b', 30), phase('phase_c', 40)]),
      channel(900, [computed('forward_energy_total', 0, ({ slot }) => slot % 10_000_000)]),
      channel(250_000, [alarm('fault_alarm', 0.1)]),
    ],
    constants: { switch: true, alarm_set_1: 'AQEAUA==', breaker_number: 'EM3000128' },
  },
  {
    key: 'bench',
    category: 'qt',
    name: 'Bench Board WBR3',
    model: 'WBR3-EVK',
    icon: 'smart/icon/ay1560234567890bEnch/0f1e2d3c4b5a69788796a5b4c3d2e1f0.png',
    kind: 'wifi',
    // So chatty that a week is more than a hundred thousand rows.
    defined: benchPoints,
    showsCustom: true,
    channels: [
      channel(10, [gauge('adc_raw', 2048, 600, 300), gauge('loop_us', 940, 20, 60)], { jitter: 0.2 }),
      channel(60, [computed('free_heap', 96_000, ({ noise }) => 88_000 + Math.round(noise(5) * 9000))]),
      channel(600, [gauge('rssi', -58, 3, 6)]),
      channel(3600, [toggle('led')], { commanded: true }),
    ],
    constants: { build: '1.4.0-rc2+g3f2a9c1' },
  },
];
