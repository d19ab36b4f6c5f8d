/** A listener of clicks that takes a double click, or more, as one: for what isn't to happen twice. */
export function once(run: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail <= 1) run();
  };
}
