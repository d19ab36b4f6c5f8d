import { alarm, battery, channel, choice, gauge, toggle, type Product } from './product.js';
import {
  climatePoints,
  doorPoints,
  leakPoints,
  motionPoints,
  smokePoints,
  soilPoints,
} from './sensorPoints.js';

export const gatewayProduct: Product = {
  key: 'gateway',
  category: 'wg2',
  name: 'Wired Zigbee Gateway',
  model: 'ZHub-E',
  icon: 'smart/icon/ay1522655691885e6uQ7/5e2b0c9a8d7f4e3b2a1c0d9e8f7a6b5c.png',
  kind: 'gateway',
  defined: [],
  channels: [],
  hasLogs: false,
};

export const sensorProducts: readonly Product[] = [
  {
    key: 'climate',
    category: 'wsdcg',
    name: 'Temperature and Humidity Sensor',
    model: 'TH-Z1',
    icon: 'smart/icon/ay1541056239985X32Bd/a7d2c1b0e9f8d7c6b5a4f3e2d1c0b9a8.png',
    kind: 'zigbee',
    defined: climatePoints,
    channels: [
      channel(900, [gauge('va_temperature', 214, 25, 6)]),
      channel(1200, [gauge('va_humidity', 480, 60, 20)]),
      channel(43_200, [battery('battery_percentage')]),
    ],
  },
  {
    key: 'door',
    category: 'mcs',
    name: 'Door and Window Sensor',
    model: 'DS-Z2',
    icon: 'smart/icon/ay1541056239985X32Bd/15bd3f5a7c9e1b2d4f6a8c0e2b4d6f8a.png',
    kind: 'zigbee',
    defined: doorPoints,
    channels: [
      channel(3600, [toggle('doorcontact_state')], { skip: 0.2 }),
      channel(43_200, [battery('battery_percentage')]),
    ],
    constants: { temper_alarm: false },
  },
  {
    key: 'motion',
    category: 'pir',
    name: 'Motion Sensor',
    model: 'PIR-Z1',
    icon: 'smart/icon/ay1541056239985X32Bd/37c9b1d3f5e7a9c1b3d5f7e9a1c3b5d7.png',
    kind: 'zigbee',
    defined: motionPoints,
    channels: [
      channel(1500, [choice('pir', ['none', 'pir'])]),
      channel(21_600, [choice('battery_state', ['high', 'middle', 'low'])]),
    ],
    constants: { temper_alarm: false },
  },
  {
    key: 'leak',
    category: 'sj',
    name: 'Water leakage alarm',
    model: 'WL-Z1',
    icon: 'smart/icon/ay1541056239985X32Bd/59e1d3f5b7a9c1e3d5f7b9a1c3e5d7f9.png',
    kind: 'zigbee',
    defined: leakPoints,
    channels: [
      channel(28_800, [choice('watersensor_state', ['normal', 'normal', 'normal', 'alarm'])]),
      channel(43_200, [battery('battery_percentage')]),
    ],
  },
  {
    key: 'smoke',
    category: 'ywbj',
    name: 'Smoke Detector',
    model: 'SD-Z1',
    icon: 'smart/icon/ay1541056239985X32Bd/7bf3e5d7c9b1a3f5e7d9c1b3a5f7e9d1.png',
    kind: 'zigbee',
    defined: smokePoints,
    channels: [
      channel(43_200, [choice('smoke_sensor_status', ['normal'])]),
      channel(86_400, [battery('battery_percentage')]),
    ],
  },
];

/** Wakes up a few times an hour, reports and sleeps: `online` says false although all is well. */
export const soilSensor: Product = {
  key: 'soil',
  category: 'zwjcy',
  name: 'Wi-Fi Soil Sensor',
  model: 'SS-W1',
  icon: 'smart/icon/bay1591929382012Wq8e/9d5f7e1c3b5a7d9f1e3c5b7a9d1f3e5c.png',
  kind: 'wifi',
  sleepy: true,
  defined: soilPoints,
  channels: [
    channel(1200, [gauge('humidity', 37, 8, 3), gauge('temp_current', 168, 40, 8)]),
    channel(1200, [battery('battery_percentage')], { skip: 0.9 }),
    channel(200_000, [alarm('battery_low', 0.2)]),
  ],
};
