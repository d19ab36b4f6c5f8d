/** What is used of js-yaml, which brings no types of its own. */
declare module 'js-yaml' {
  interface Schema {
    readonly name?: string;
  }
  /** YAML as JSON has it: texts, numbers, true, false and null, lists and maps. */
  export const CORE_SCHEMA: Schema;
  /** @throws YAMLException where it is broken, or nested deeper than a hundred levels */
  export function load(text: string, options: { readonly schema: Schema }): unknown;
}
