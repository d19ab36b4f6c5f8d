/** A value as a decoder gets it. */
export type CodedValue =
  | { readonly kind: 'empty' | 'boolean' | 'text'; readonly raw: string }
  | { readonly kind: 'number'; readonly raw: string; readonly value: number }
  | { readonly kind: 'json'; readonly raw: string; readonly value: object }
  | { readonly kind: 'binary'; readonly raw: string; readonly bytes: Uint8Array };

/** One part of a value. */
export interface ValueField {
  readonly name: FieldName;
  /** With its unit: `233.8 V` */
  readonly text: string;
}

/** What parts there are; views have words for them. */
export type FieldName =
  | 'voltage'
  | 'current'
  | 'activePower'
  | 'reactivePower'
  | 'apparentPower'
  | 'powerFactor'
  | 'hue'
  | 'saturation'
  | 'brightness'
  | 'colour'
  | 'duration'
  | 'schedule'
  | 'step'
  | 'alarm';

/** What is known of a value's numbers. */
export interface KnownScale {
  /** Of a number: digits after the point. */
  readonly scale?: number;
  readonly unit?: string;
  /** Of a colour: what full saturation and full brightness are. */
  readonly full?: number;
}

/** What a decoder reads out of a value. */
export interface Decoding {
  /** In one line, symbols and units only: `233.8 V, 5.620 A, 1185 W` */
  readonly text: string;
  /** The layout is only the usual one for the code: another would give other parts. */
  readonly isAssumed?: true;
  /** Its parts, where the line isn't all. */
  readonly fields?: readonly ValueField[];
}

/**
 * Reads the value of one data point by a layout that somebody published. It says nothing of a value that doesn't fit:
 * what is shown has to be so.
 */
export type Decoder = (coded: CodedValue, known?: KnownScale) => Decoding | undefined;
