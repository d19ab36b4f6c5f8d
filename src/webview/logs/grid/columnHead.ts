import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { LogColumn } from '../../../protocol/logLayout.js';
import { columnName, type ColumnLayout } from './columns.js';

const keyStep = 16;

/** The columns' names, each with a handle for its width: dragged, or moved with the arrow keys. */
export function columnHead(
  columns: readonly ColumnLayout[],
  /** `done` once the width is to be remembered. */
  resize: (column: LogColumn, width: number, done: boolean) => void,
): TemplateResult {
  return html`<div class="head" role="row" aria-rowindex="1">
    ${columns.map(
      ({ column, width }, at) =>
        html`<span class="head-cell head-${column}" role="columnheader" aria-colindex=${at + 1}
          ><span class="head-text">${columnName(column)}</span
          ><span
            class="handle"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=${l10n.t('Width of {0}', columnName(column))}
            aria-valuenow=${width}
            aria-valuemin="40"
            aria-valuemax="2000"
            @keydown=${(event: KeyboardEvent) => {
              const by = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
              if (by === undefined) return;
              event.preventDefault();
              event.stopPropagation();
              resize(column, width + by, true);
            }}
            @pointerdown=${(event: PointerEvent) => drag(event, width, (to, done) => resize(column, to, done))}
          ></span
        ></span>`,
    )}
  </div>`;
}

function drag(event: PointerEvent, width: number, resize: (width: number, done: boolean) => void): void {
  if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const handle = event.currentTarget;
  const start = event.clientX;
  // A column that takes what is left starts from what it has, not from the least it may have.
  const from = Math.max(width, handle.parentElement?.offsetWidth ?? 0);
  const at = (moved: PointerEvent): number => from + moved.clientX - start;
  handle.setPointerCapture(event.pointerId);
  const move = (moved: PointerEvent): void => resize(at(moved), false);
  const end = (moved: PointerEvent): void => {
    handle.removeEventListener('pointermove', move);
    resize(at(moved), true);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', end, { once: true });
  handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
    once: true,
  });
}
