import { randomBytes } from 'node:crypto';

/** The files of a page as they were built. */
export interface PageFiles {
  /** In order: what several pages have, and the page's own. */
  readonly scripts: readonly string[];
  /** What the page runs when it is first needed. */
  readonly later?: string | undefined;
  readonly style: string;
  /** The sheet of the icons, with their font in it. */
  readonly icons: string;
}

export interface PageOptions {
  /** `webview.cspSource` */
  readonly cspSource: string;
  /** BCP 47 */
  readonly lang: string;
  readonly title: string;
  /** Webview URIs of the page's scripts, in order. */
  readonly scripts: readonly string[];
  /** Webview URI of what it runs later. */
  readonly later?: string | undefined;
  /** Webview URIs, in order. */
  readonly styles: readonly string[];
  /** Webview URI of the icons' sheet, which has their font in it; buttons find it by its id. */
  readonly iconStyle: string;
  /** Script and sheets themselves. Without them the page asks for them by their URIs. */
  readonly files: PageFiles | undefined;
  /** Origins pictures may come from, `https://host` each. */
  readonly imageHosts: readonly string[];
  /** What the page has to know before the first message: never a secret. */
  readonly seed: unknown;
}

/** Names of a page's scripts, in the order in which they run: build/pages.mjs says what stands in which. */
export function scriptNames(entry: string): readonly string[] {
  return ['shared.js', `${entry}.js`];
}

/** Name of the script that a page runs when it is first needed: the chart of a log. */
export function laterScriptName(entry: string): string | undefined {
  return entry === 'logs' ? 'chart.js' : undefined;
}

/** 128 bits from the system's generator, new for every page. */
export function freshNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The html of a panel: an empty root that the page's script fills. What a device or a cloud says stands in it as data
 * alone, and nothing runs or loads but our own script and sheets, and pictures of the named hosts.
 */
export function pageHtml(options: PageOptions, nonce: string = freshNonce()): string {
  const { cspSource, lang, title, imageHosts, seed, files } = options;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${files ? `'nonce-${nonce}'` : cspSource}`,
    `font-src data:`,
    `img-src ${[cspSource, ...imageHosts.filter(isHttpsOrigin)].join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
${sheetsOf(options, nonce)}
</head>
<body>
<div id="root" data-seed="${escaped(JSON.stringify(seed))}"></div>
${scriptsOf(options, nonce)}
</body>
</html>`;
}

/** Buttons find the sheet of icons by its id. */
function sheetsOf({ files, styles, iconStyle }: PageOptions, nonce: string): string {
  if (files) {
    const own = `nonce="${escaped(nonce)}"`;
    return `<style id="icons" ${own}>${files.icons}</style>\n<style ${own}>${files.style}</style>`;
  }
  const sheets = styles.map((href) => `<link rel="stylesheet" href="${escaped(href)}">`);
  return [`<link rel="stylesheet" id="icons" href="${escaped(iconStyle)}">`, ...sheets].join('\n');
}

/**
 * Modules run in the order in which they stand, after the root is there. What is run later is data until the page makes a
 * script of it (src/webview/shared/laterScript.ts).
 */
function scriptsOf({ files, scripts, later }: PageOptions, nonce: string): string {
  const head = (type: string): string => `<script type="${type}" nonce="${escaped(nonce)}"`;
  const whole = (type: string, script: string): string => `${head(type)}>${script}</script>`;
  const asked = (type: string, address: string): string =>
    `${head(type)} src="${escaped(address)}"></script>`;
  const [now, then] = ['module', 'text/plain'];
  const elements = files
    ? [
        ...files.scripts.map((script) => whole(now, script)),
        ...(files.later === undefined ? [] : [whole(then, files.later)]),
      ]
    : [
        ...scripts.map((address) => asked(now, address)),
        ...(later === undefined ? [] : [asked(then, later)]),
      ];
  return elements.join('\n');
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

/** Whether a text ends where its element ends. In a script `<!--` would change what ends it. */
export function canStandInHtml(...texts: readonly string[]): boolean {
  return !texts.some((text) => /<!--|<\/?script|<\/style/i.test(text));
}
