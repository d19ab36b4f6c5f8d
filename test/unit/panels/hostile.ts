/** Texts that try to be more than text: markup, links, icons, reversed reading, controls, paths, formulas. */
const fragments = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '<iframe srcdoc="<script>parent.alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '[x](command:workbench.action.quit)',
  '![x](https://evil.example/x.png)',
  '$(alert) $(sync~spin)',
  '</td></tr></table><h1>gone',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href=//evil.example>',
  '<base href=//evil.example>',
  '<meta http-equiv=refresh content=0;url=//evil.example>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '<template shadowrootmode=open><script>alert(1)</script></template>',
  '<!--?lit$1$-->',
  '<tuya-secret></tuya-secret>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '\u202egnp.exe',
  '\u2066a\u2069\u200b',
  '\u001b[31mred\u001b[0m\u0000',
  'a\r\nSet-Cookie: x',
  '../../../../etc/passwd',
  '=HYPERLINK("//evil")',
  '__proto__',
] as const;

const wrappers: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"${text}"`,
  (text) => `{"${text.replaceAll('"', '\\"')}":"${text.replaceAll('"', '\\"')}"}`,
  (text) => encodeURIComponent(text),
  (text) => `${text}${'A'.repeat(3000)}`,
];

/** 130 payloads, and one of a megabyte. */
export const hostileTexts: readonly string[] = [
  ...fragments.flatMap((fragment) => wrappers.map((wrap) => wrap(fragment))),
  '<img src=x onerror=alert(1)>'.repeat(40_000),
];
