import { LitElement } from 'lit';

/** An element that draws into the page itself: one set of sheets, one icon font, one find for all of it. */
export abstract class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
