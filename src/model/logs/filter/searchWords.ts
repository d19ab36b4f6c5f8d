import type { KnownPoint } from '../rows/logValue.js';

/** What a person sees of a row besides what the cloud sent: words of a filter are looked for in these too. */
export interface SearchWords {
  type(type: number): string;
  source(source: string): string;
  device(device: number): string;
  /** The data point's name, where somebody gave it one. */
  codeName(device: number, code: string): string | undefined;
  /** By which its values are shown. */
  point(device: number, code: string): KnownPoint;
}
