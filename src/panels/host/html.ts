import { randomBytes } from 'node:crypto';

export interface PageOptions {
  /** `webview.cspSource` */
  readonly cspSource: string;
  /** BCP 47 */
  readonly lang: string;
  readonly title: string;
  /** Webview URI of the page's module. */
  readonly script: string;
  /** Webview URIs, in order. */
  readonly styles: readonly string[];
  /** Webview URI of the icon font's sheet; components find it by its id. */
  readonly iconStyle: string;
  /** Origins pictures may come from, `https://host` each. */
  readonly imageHosts: readonly string[];
  /** What the page has to know before the first message: never a secret. */
  readonly seed: unknown;
}

/** 128 bits from the system's generator, new for every page. */
export function freshNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The html of a panel: an empty root that the page's script fills. Nothing of a device stands in it, and
 * nothing runs or loads but our own script, sheets and fonts, and pictures of the named hosts.
 */
export function pageHtml(options: PageOptions, nonce: string = freshNonce()): string {
  const { cspSource, lang, title, script, styles, iconStyle, imageHosts, seed } = options;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${[cspSource, ...imageHosts.filter(isHttpsOrigin)].join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const sheets = styles.map((href) => `<link rel="stylesheet" href="${escaped(href)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${escaped(iconStyle)}">
${sheets}
</head>
<body>
<div id="root" data-seed="${escaped(JSON.stringify(seed))}"></div>
<script type="module" nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>`;
}

/** A page that only says something: for a panel whose own page can't be made. No script, no sheet. */
export function messageHtml({ lang, title, text }: { lang: string; title: string; text: string }): string {
  return `<!DOCTYPE html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>${escaped(title)}</title>
</head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p></main></body>
</html>`;
}

/** A host and nothing else: a path, a wildcard or a quote in a policy would say more than it seems. */
function isHttpsOrigin(text: string): boolean {
  return /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
