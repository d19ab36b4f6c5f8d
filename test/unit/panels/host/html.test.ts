import { describe, expect, it } from 'vitest';
import {
  canStandInHtml,
  freshNonce,
  messageHtml,
  pageHtml,
  type PageOptions,
} from '../../../../src/panels/host/html.js';

const options: PageOptions = {
  cspSource: 'https://*.vscode-cdn.net',
  lang: 'en',
  title: 'Strip',
  scripts: ['https://res/shared.js', 'https://res/details.js'],
  styles: ['https://res/details.css'],
  iconStyle: 'https://res/codicon.css',
  files: undefined,
  imageHosts: ['https://images.tuyaeu.com'],
  seed: { projectId: 'p', deviceId: 'd' },
};

const files = {
  scripts: ['share(1)', 'run("$&")'],
  style: '.a{}',
  icons: '.codicon{}',
};

function policyOf(html: string): string {
  return (/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&#39;', "'");
}

describe('the html of a panel', () => {
  it('allows our script by its nonce, our sheets and fonts, the named image host, and nothing else', () => {
    expect(policyOf(pageHtml(options, 'NONCE'))).toBe(
      "default-src 'none'; script-src 'nonce-NONCE'; style-src https://*.vscode-cdn.net; " +
        'font-src data:; img-src https://*.vscode-cdn.net https://images.tuyaeu.com; ' +
        "base-uri 'none'; form-action 'none'",
    );
  });

  it.each([undefined, files])('never allows code without its nonce, evaluation or connections', (given) => {
    expect(pageHtml({ ...options, files: given })).not.toMatch(/unsafe-|connect-src|\sstyle=|\son[a-z]+=/);
  });

  it('has another nonce of 128 bits each time', () => {
    const nonces = new Set(Array.from({ length: 1000 }, freshNonce));
    expect(nonces.size).toBe(1000);
    expect([...nonces].every((nonce) => Buffer.from(nonce, 'base64').length === 16)).toBe(true);
    expect(pageHtml(options)).not.toBe(pageHtml(options));
  });

  it.each([
    'http://images.tuyaeu.com',
    'https://images.tuyaeu.com/path',
    'https://*.tuyaeu.com',
    "https://a.b 'unsafe-inline'",
    "https://a.b; script-src 'unsafe-inline'",
    'https:',
    '*',
    'data:',
  ])('takes no image host that is more than a host: %s', (host) => {
    expect(policyOf(pageHtml({ ...options, imageHosts: [host] }))).toContain(
      'img-src https://*.vscode-cdn.net;',
    );
  });

  it('escapes everything that stands in it', () => {
    const hostile = `"><script>alert(1)</script>'&`;
    const html = pageHtml({ ...options, title: hostile, lang: hostile, seed: { projectId: hostile } });
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain(hostile);
  });

  it('has script and sheets in it, under its nonce, and asks for nothing', () => {
    const html = pageHtml({ ...options, files }, 'NONCE');
    expect(html).toContain(
      '<script type="module" nonce="NONCE">share(1)</script>\n<script type="module" nonce="NONCE">run("$&")</script>',
    );
    expect(html).toContain(
      '<style id="icons" nonce="NONCE">.codicon{}</style>\n<style nonce="NONCE">.a{}</style>',
    );
    expect(html).not.toMatch(/<link| src=/);
    expect(policyOf(html)).toContain("style-src 'nonce-NONCE'; font-src data:;");
  });

  it('holds what is run later as data, or its address, under the nonce that lets it run', () => {
    const whole = { ...options, files: { ...files, later: 'draw(1)' } };
    expect(pageHtml(whole, 'NONCE')).toContain('<script type="text/plain" nonce="NONCE">draw(1)</script>');
    expect(pageHtml({ ...options, later: 'https://res/chart.js' }, 'NONCE')).toContain(
      '<script type="text/plain" nonce="NONCE" src="https://res/chart.js"></script>',
    );
    expect(pageHtml({ ...options, files }) + pageHtml(options)).not.toContain('text/plain');
  });

  it.each(['a("</script>")', 'a("</SCRIPT ")', 'a("<script")', 'a("<!-- ")', '.a{content:"</style>"}'])(
    'takes no file into it that would end otherwise than its element: %s',
    (text) => {
      expect(canStandInHtml('a < b', text)).toBe(false);
      expect(canStandInHtml('a < b', '.a > style {}')).toBe(true);
    },
  );

  it('says its language', () => {
    expect(pageHtml({ ...options, lang: 'zh-cn' })).toContain('<html lang="zh-cn">');
  });

  it('can say a message without loading anything', () => {
    const html = messageHtml({ lang: 'en', title: '<b>', text: '<img src=x onerror=alert(1)>' });
    expect(policyOf(html)).toBe("default-src 'none'");
    expect(html).not.toMatch(/<img|<b>|<script/);
  });
});
