import type { ExportFormat } from './exportDevices.js';

/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const maxLength = 60;

/**
 * A name for an exported file, out of a name that anybody may have given: letters and digits of any language, never a
 * path, never hidden. tinytuya looks for `devices.json`, so that format has this very name.
 */
export function exportFileName(name: string, format: ExportFormat): string {
  if (format === 'tinytuya') return 'devices.json';
  return format === 'points' ? `${safeName(name)}-data-points.csv` : `${safeName(name)}.${format}`;
}

export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const cut = [...plain].slice(0, maxLength).join('').replace(/-+$/, '');
  if (cut === '') return 'devices';
  return reserved.test(cut) ? `${cut}-devices` : cut;
}
