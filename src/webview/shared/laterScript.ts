let isRun = false;

/**
 * Runs what the page has no use for until now: its html holds that script as data (src/panels/host/html.ts), which is
 * neither read nor compiled while a page comes up. Elements that it defines may stand in the page already.
 */
export function runLaterScript(): void {
  const given = document.querySelector<HTMLScriptElement>('script[type="text/plain"]');
  if (isRun || !given) return;
  isRun = true;
  const script = document.createElement('script');
  script.type = 'module';
  script.nonce = given.nonce;
  if (given.src === '') script.textContent = given.textContent;
  else script.src = given.src;
  given.replaceWith(script);
}
