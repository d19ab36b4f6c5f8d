import type { ValueField } from '../decoders/decoder.js';
import type { Agreement } from './usualPoints.js';

/** A data point's value as it reads. Nothing is coerced: `raw` is what the cloud sent. */
export type DecodedValue = ValueMeaning &
  (
    | { readonly kind: 'empty'; readonly raw: string }
    | { readonly kind: 'boolean'; readonly raw: string; readonly value: boolean }
    | { readonly kind: 'number'; readonly raw: string; readonly value: number }
    /** With bytes: it may be base64, too. Only its data point's type or code makes it binary, not how it looks. */
    | { readonly kind: 'text'; readonly raw: string; readonly bytes?: Uint8Array }
    /** An object or a list, also where it came as text. */
    | { readonly kind: 'json'; readonly raw: string; readonly value: object }
    | { readonly kind: 'binary'; readonly raw: string; readonly bytes: Uint8Array }
  );

/** What a value means beyond what was sent. */
export interface ValueMeaning {
  /** In one line; absent where that is `raw` itself. */
  readonly shown?: ShownValue;
  /** It isn't one that its model allows: not in range, beyond its limits, of another type, or with unknown bits. */
  readonly isOutside?: true;
  /** Its parts, where it has several. */
  readonly fields?: readonly ValueField[];
}

export interface ShownValue {
  /** `219.6 W`, assumed `≈ 219.6 W`; `ov_cr, bit 5`; `233.8 V, 5.620 A, 1185 W` */
  readonly text: string;
  /** In which products the code is read so, where scale and unit are assumed. */
  readonly assumed?: Agreement;
  /** It is read by a layout that is only the usual one. */
  readonly isAssumed?: true;
  /** The text is words that a view can say in its own language: no bit of a bitmap is set. */
  readonly says?: 'noneSet';
}
