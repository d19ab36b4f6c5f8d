import { bits, flag, integer, member, type PointDefinition } from './definition.js';

const reported = { access: 'ro' } as const;

function batteryPercentage(dpId: number): PointDefinition {
  return integer([dpId, 'battery_percentage', 'Battery level'], [0, 100], { unit: '%', ...reported });
}

export const climatePoints: readonly PointDefinition[] = [
  integer([1, 'va_temperature', 'Temperature'], [-200, 600], {
    ...{ unit: '℃', scale: 1, ownCode: 'temp_current' },
    ...reported,
  }),
  integer([2, 'va_humidity', 'Humidity'], [0, 1000], {
    ...{ unit: '%', scale: 1, ownCode: 'humidity_value' },
    ...reported,
  }),
  batteryPercentage(4),
];

export const doorPoints: readonly PointDefinition[] = [
  flag([1, 'doorcontact_state', 'Door contact'], reported),
  batteryPercentage(2),
  flag([4, 'temper_alarm', 'Tamper alarm'], reported),
];

export const motionPoints: readonly PointDefinition[] = [
  member([1, 'pir', 'Motion'], ['pir', 'none'], reported),
  member([3, 'battery_state', 'Battery state'], ['low', 'middle', 'high'], reported),
  flag([4, 'temper_alarm', 'Tamper alarm'], reported),
];

export const leakPoints: readonly PointDefinition[] = [
  member([1, 'watersensor_state', 'Water leak'], ['alarm', 'normal'], reported),
  batteryPercentage(4),
];

export const smokePoints: readonly PointDefinition[] = [
  member([1, 'smoke_sensor_status', 'Smoke'], ['alarm', 'normal'], reported),
  bits([11, 'fault', 'Fault'], ['fault', 'fault_main', 'fault_smoke']),
  batteryPercentage(15),
];

export const soilPoints: readonly PointDefinition[] = [
  integer([3, 'humidity', 'Soil moisture'], [0, 100], { unit: '%', ...reported }),
  integer([5, 'temp_current', 'Soil temperature'], [-200, 600], { unit: '℃', scale: 1, ...reported }),
  flag([13, 'battery_low', 'Battery low'], reported),
  batteryPercentage(15),
];
