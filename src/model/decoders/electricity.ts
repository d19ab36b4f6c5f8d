import type { Decoder, ValueField } from './decoder.js';

/** No mains has more; what is beyond is another layout. */
const voltsAtMost = 1000;

/**
 * Some meters without a byte of signs state power that flows back as this, less its amount. Seen at _TZE200_nslr42tt:
 * Koenkk/zigbee-herdsman-converters, src/lib/tuya.ts (26.112.0).
 */
const flowingBack = 0x99_99_9a;
const leastFlowingBack = 0x80_00_00;

/**
 * One phase of a meter: voltage, current and power, big endian. Eight bytes in the old layout; fifteen behind `01 0F`,
 * and fifteen with a byte of signs behind `02 0F` in the newer ones, which have reactive and apparent power and the
 * power factor, too.
 *
 * Layouts: home-assistant-libs/tuya-device-handlers, src/tuya_device_handlers/raw_data_model.py (3dcb983).
 */
export const electricity: Decoder = (coded) => {
  if (coded.kind !== 'binary') return undefined;
  const { bytes } = coded;
  if (bytes.length === 8) return readings(bytes, 0);
  if (bytes[1] !== 0x0f) return undefined;
  if (bytes[0] === 1 && bytes.length === 17) return readings(bytes.subarray(2), 0);
  const signs = bytes[17];
  if (bytes[0] !== 2 || bytes.length !== 18 || signs === undefined || signs > 0x0f) return undefined;
  return readings(bytes.subarray(2, 17), signs);
};

function readings(bytes: Uint8Array, signs: number): ReturnType<Decoder> {
  const [decivolts, milliamperes, power] = [number(bytes, 0, 2), number(bytes, 2, 3), number(bytes, 5, 3)];
  const isBack = bytes.length === 8 && power >= leastFlowingBack && power < flowingBack;
  const watts = isBack ? power - flowingBack : power;
  const volts = decivolts / 10;
  const most = (volts * milliamperes) / 1000;
  // More power than voltage and current can carry: its unit is another one.
  if (volts > voltsAtMost || Math.abs(watts) > most * 2 + 100) return undefined;
  const signed = (value: number, bit: number): number => (signs & (1 << bit) ? -value : value);
  const main: readonly ValueField[] = [
    { name: 'voltage', text: text(decivolts, 1, 'V') },
    { name: 'current', text: text(signed(milliamperes, 0), 3, 'A') },
    { name: 'activePower', text: text(signed(watts, 1), 0, 'W') },
  ];
  const factor = number(bytes, 14, 1);
  const more: readonly ValueField[] =
    bytes.length < 15
      ? []
      : [
          { name: 'reactivePower', text: text(signed(number(bytes, 8, 3), 2), 0, 'var') },
          { name: 'apparentPower', text: text(number(bytes, 11, 3), 0, 'VA') },
          // Beyond one it is none: nobody measured it.
          ...(factor > 100 ? [] : [{ name: 'powerFactor', text: text(signed(factor, 3), 2) } as const]),
        ];
  return { text: main.map((field) => field.text).join(', '), fields: [...main, ...more] };
}

function number(bytes: Uint8Array, at: number, length: number): number {
  return bytes.subarray(at, at + length).reduce((value, byte) => value * 256 + byte, 0);
}

function text(value: number, scale: number, unit?: string): string {
  const number = (value / 10 ** scale).toFixed(scale);
  return unit === undefined ? number : `${number} ${unit}`;
}
