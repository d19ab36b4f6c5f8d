/**
 * The icon in a button of the component library, in the place of the library's own: that one asks for the sheet of icons
 * once more, for every button, and a page isn't shown before it has come. esbuild.mjs puts it there.
 */
class ButtonIcon extends HTMLElement {
  static readonly observedAttributes = ['name'];
  private readonly mark = document.createElement('span');

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const { sheet, address } = iconSheet();
    root.adoptedStyleSheets = [sheet];
    if (address !== undefined) {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      root.append(link);
    }
    this.mark.ariaHidden = 'true';
    root.append(this.mark);
  }

  attributeChangedCallback(_name: string, _before: string | null, name: string | null): void {
    this.mark.className = `codicon codicon-${name ?? 'blank'}`;
  }
}

interface IconSheet {
  readonly sheet: CSSStyleSheet;
  /** Where the icons stand, if not in the page itself. */
  readonly address?: string;
}

let known: IconSheet | undefined;

/** One sheet for all icons of the page; what it says is in the page already. */
function iconSheet(): IconSheet {
  if (known) return known;
  const sheet = new CSSStyleSheet();
  const place = document.getElementById('icons');
  sheet.replaceSync(
    `${place instanceof HTMLStyleElement ? place.textContent : ''}
    :host { display: inline-block }
    .codicon[class*='codicon-'] { display: block }`,
  );
  return (known = { sheet, ...(place instanceof HTMLLinkElement && { address: place.href }) });
}

customElements.define('vscode-icon', ButtonIcon);
