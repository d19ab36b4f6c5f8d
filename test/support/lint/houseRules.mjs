// Rules of this house that no ready-made lint rule expresses. Loaded by .oxlintrc.json.
import { doorRule } from './doorRule.mjs';

/** Context keys are set in platform/settings/contextKeys.ts alone, whose table says which there are. */
const setContextDoor = {
  meta: { type: 'problem', schema: [] },
  /** @param {{ report(problem: { node: unknown, message: string }): void }} context */
  create(context) {
    return {
      /** @param {{ arguments: { type: string, value?: unknown }[] }} node */
      CallExpression(node) {
        const [first] = node.arguments;
        if (first?.type !== 'Literal' || first.value !== 'setContext') return;
        context.report({ node, message: 'Context keys are set in platform/settings/contextKeys.ts alone.' });
      },
    };
  },
};

export default { meta: { name: 'house' }, rules: { doors: doorRule, 'set-context-door': setContextDoor } };
