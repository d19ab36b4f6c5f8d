import type { CommandFacts } from '../rows/commandRow.js';
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
  /** Of a row by its slot; undefined for one that has nothing to do with what was sent from here. */
  command?(slot: number): CommandFacts | undefined;
}
