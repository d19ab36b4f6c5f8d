import type { Decoder } from './decoder.js';

/**
 * What a meter or breaker watches: entries of 4 bytes, the kind of alarm, whether the device acts by itself, and the
 * threshold, big endian. The kinds keep their numbers: published lists of their names disagree.
 *
 * Layout: iobroker.tuya 3.18.2, lib/enhanced_logic.js, and the thresholds of Koenkk/zigbee-herdsman-converters.
 */
export const alarmSettings: Decoder = (coded) => {
  if (coded.kind !== 'binary') return undefined;
  const { bytes } = coded;
  if (bytes.length === 0 || bytes.length % 4 !== 0 || bytes.length > 128) return undefined;
  const texts = new Map<number, string>();
  for (let at = 0; at < bytes.length; at += 4) {
    const [kind = 0, acts = 0, high = 0, low = 0] = bytes.subarray(at, at + 4);
    if (acts > 1 || texts.has(kind)) return undefined;
    texts.set(kind, `${kind} ${acts ? '✓' : '✗'} ${high * 256 + low}`);
  }
  const all = [...texts.values()];
  return { text: all.join(', '), fields: all.map((text) => ({ name: 'alarm', text })) };
};
