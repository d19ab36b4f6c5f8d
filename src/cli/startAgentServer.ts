// The program of agents shares its files with the extension, which import `vscode`. Here is no VS Code: what a file only
// names stands as a class that nobody uses, and words are those of the editor, in English.

type Argument = string | number | boolean;

const words = {
  /** A text with its parts put in, as VS Code's own does it. */
  t: (text: string, ...parts: readonly Argument[]): string =>
    text.replace(/\{(\d+)\}/gu, (hole, index: string) => String(parts[Number(index)] ?? hole)),
};

/** Anything of `vscode`: may be extended, called and asked for more. */
function nothing(): unknown {
  return new Proxy(class {}, { get: (target, name) => Reflect.get(target, name) ?? nothing() });
}

// A bundle copies what a module has of its own, and keeps its prototype: that is where everything else stands.
const rest = new Proxy({}, { get: () => nothing() });
const vscode: unknown = Object.assign(Object.create(rest) as object, {
  l10n: words,
  env: { language: 'en' },
});

type Load = (request: string, ...rest: unknown[]) => unknown;
// An import would need the bundle's own runtime, which stands in a file of the extension.
const loader = process.getBuiltinModule('node:module') as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

void import('./agentServer.js').then(({ serve }) => serve(process.argv.slice(2), process.env));
