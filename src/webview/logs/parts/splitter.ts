import type { TemplateResult } from 'lit';
import { html } from 'lit';

interface Splitter {
  readonly label: string;
  /** Height of what is below, px. */
  readonly height: number;
  readonly least: number;
  readonly most: number;
  resize(height: number): void;
}

const keyStep = 20;

/** A line between two parts that is dragged, or moved with the arrow keys. */
export function splitter({ label, height, least, most, resize }: Splitter): TemplateResult {
  const to = (value: number): void => resize(Math.round(Math.min(most, Math.max(least, value))));
  return html`<div
    class="splitter"
    role="separator"
    tabindex="0"
    aria-orientation="horizontal"
    aria-label=${label}
    aria-valuenow=${height}
    aria-valuemin=${least}
    aria-valuemax=${most}
    @keydown=${(event: KeyboardEvent) => {
      const by = { ArrowUp: keyStep, ArrowDown: -keyStep }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      to(height + by);
    }}
    @pointerdown=${(event: PointerEvent) => {
      if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
      event.preventDefault();
      const line = event.currentTarget;
      const start = event.clientY;
      line.setPointerCapture(event.pointerId);
      const move = (moved: PointerEvent): void => to(height + start - moved.clientY);
      line.addEventListener('pointermove', move);
      line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), {
        once: true,
      });
    }}
  ></div>`;
}
