import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export const sheetFolder = join(import.meta.dirname, '..', '..', 'pages', 'screenshots', 'screens');

interface Shot {
  readonly screen: string;
  readonly language: string;
  readonly theme: string;
  readonly look: string;
  readonly file: string;
}

/** Pictures of every screen, and one page on which all of them are seen, with what was measured on each. */
export class ContactSheet {
  private readonly shots: Shot[] = [];
  private readonly faults = new Map<string, readonly string[]>();

  async shoot(page: Page, of: Omit<Shot, 'file'>): Promise<void> {
    const { screen, language, theme, look } = of;
    const file = join(screen, `${language}-${theme}-${look}.jpeg`);
    await mkdir(join(sheetFolder, screen), { recursive: true });
    await page.screenshot({ path: join(sheetFolder, file), type: 'jpeg', quality: 85, caret: 'hide' });
    this.shots.push({ ...of, file });
  }

  measured(screen: string, where: string, faults: readonly string[]): void {
    if (faults.length > 0) this.faults.set(`${screen} ${where}`, faults);
  }

  /** Answers where the page is. */
  async write(): Promise<string> {
    const names = [...new Set(this.shots.map(({ screen }) => screen))];
    const sections = names.map((name) => this.section(name)).join('\n');
    const problems = [...this.faults].map(([where, faults]) =>
      faults.map((fault) => `<li><b>${escaped(where)}</b>: ${escaped(fault)}</li>`).join(''),
    );
    const links = names.map((name) => `<a href="#${name}">${name}</a>`).join(' ');
    const html = `<!doctype html><meta charset="utf-8"><title>Every screen</title>
<style>body{font:13px system-ui;margin:12px;background:#777;color:#fff}a{color:#fff}img{width:100%;display:block}
figure{margin:0}figcaption{font-size:11px}.row{display:flex;gap:6px;align-items:start;margin-bottom:6px}</style>
<h1>${names.length} screens, ${this.shots.length} pictures</h1><p>${links}</p>
<h2>Measured: ${problems.length === 0 ? 'no clipped text, no overlap, no scroll sideways' : `faults in ${problems.length}`}</h2>
<ul>${problems.join('\n')}</ul>${sections}`;
    const file = join(sheetFolder, 'index.html');
    await mkdir(sheetFolder, { recursive: true });
    await writeFile(file, html);
    return file;
  }

  private section(name: string): string {
    const own = this.shots.filter(({ screen }) => screen === name);
    const rows = new Map<string, Shot[]>();
    for (const shot of own) {
      const title = `${shot.language} ${shot.theme}`;
      rows.set(title, [...(rows.get(title) ?? []), shot]);
    }
    const row = ([title, shots]: [string, readonly Shot[]]): string =>
      `<div class="row">${shots
        .map(
          ({ file, look }) =>
            `<figure style="flex:${Number.parseInt(look, 10)}"><img loading="lazy" src="${file}" alt=""><figcaption>${title} ${look}</figcaption></figure>`,
        )
        .join('')}</div>`;
    return `<h2 id="${name}">${name}</h2>${[...rows].map(row).join('\n')}`;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
