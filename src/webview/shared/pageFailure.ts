import * as l10n from '@vscode/l10n';
import { html, render } from 'lit';
import { emptyState } from './emptyState.js';

/** Stands in the page's place while its host can't put together what it shows. */
export class PageFailure {
  private readonly place = document.createElement('main');

  /** @param retry asks the host for the state once more */
  constructor(private readonly retry: () => void) {
    this.place.setAttribute('role', 'alert');
  }

  show(): void {
    const again = html`<vscode-button icon="refresh" @click=${this.retry}
      >${l10n.t('Try Again')}</vscode-button
    >`;
    render(
      emptyState({
        icon: 'error',
        title: l10n.t('This page can’t be shown'),
        hints: [l10n.t('The content could not be prepared. See the extension log for details.')],
        action: again,
      }),
      this.place,
    );
    root()?.setAttribute('hidden', '');
    document.body.append(this.place);
  }

  /** There is a state again. */
  end(): void {
    this.place.remove();
    root()?.removeAttribute('hidden');
  }
}

function root(): HTMLElement | null {
  return document.getElementById('root');
}
