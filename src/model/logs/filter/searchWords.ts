import type { NumberScale } from '../../values/numberScale.js';

/** What a person sees of a row besides what the cloud sent: words of a filter are looked for in these too. */
export interface SearchWords {
  type(type: number): string;
  source(source: string): string;
  device(device: number): string;
  /** The data point's name, where somebody gave it one. */
  codeName(device: number, code: string): string | undefined;
  /** How this data point's numbers are shown. */
  scale(device: number, code: string): NumberScale | undefined;
}
