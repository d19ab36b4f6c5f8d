import { describe, expect, it } from 'vitest';
import { freshNonce, messageHtml, pageHtml, type PageOptions } from '../../../../src/panels/host/html.js';

const options: PageOptions = {
  cspSource: 'https://*.vscode-cdn.net',
  lang: 'en',
  title: 'Strip',
  script: 'https://res/details.js',
  styles: ['https://res/details.css'],
  iconStyle: 'https://res/codicon.css',
  imageHosts: ['https://images.tuyaeu.com'],
  seed: { projectId: 'p', deviceId: 'd' },
};

function policyOf(html: string): string {
  return (/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&#39;', "'");
}

describe('the html of a panel', () => {
  it('allows our script by its nonce, our sheets and fonts, the named image host, and nothing else', () => {
    expect(policyOf(pageHtml(options, 'NONCE'))).toBe(
      "default-src 'none'; script-src 'nonce-NONCE'; style-src https://*.vscode-cdn.net; " +
        'font-src https://*.vscode-cdn.net; img-src https://*.vscode-cdn.net https://images.tuyaeu.com; ' +
        "base-uri 'none'; form-action 'none'",
    );
  });

  it('never allows inline code, evaluation or connections', () => {
    expect(pageHtml(options)).not.toMatch(/unsafe-|connect-src|\sstyle=|\son[a-z]+=/);
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
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain(hostile);
  });

  it('says its language', () => {
    expect(pageHtml({ ...options, lang: 'zh-cn' })).toContain('<html lang="zh-cn">');
  });

  it('can say a message without loading anything', () => {
    const html = messageHtml({ lang: 'en', title: '<b>', text: '<img src=x onerror=alert(1)>' });
    expect(policyOf(html)).toBe("default-src 'none'");
    expect(html).not.toMatch(/<img|<b>|<script/);
  });
});
