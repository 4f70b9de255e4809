import { NamedExpression } from '@waybill/backstage-plugin-waybill-common';

const MAX_DEPTH = 8;

/** What is known of a Stage's Promotion before there is one. */
export interface StaticScope {
  /** Later ones win by name. */
  vars: readonly NamedExpression[];
  ctx: { project: string; stage: string };
}

/**
 * A config value as far as it can be told without running: plain text, and `${{ vars.x }}`, `${{ ctx.stage }}` and
 * `${{ ctx.project }}` in it. Undefined: only the run will know.
 */
export function resolveStatic(
  value: unknown,
  scope: StaticScope,
  depth = 0,
): string | undefined {
  if (typeof value !== 'string' || depth > MAX_DEPTH) {
    return undefined;
  }
  if (value.includes('${%')) {
    return undefined;
  }
  let text = '';
  let rest = value;
  for (;;) {
    const start = rest.indexOf('${{');
    if (start < 0) {
      return text + rest;
    }
    const end = rest.indexOf('}}', start);
    const known =
      end < 0
        ? undefined
        : lookUp(rest.slice(start + 3, end).trim(), scope, depth);
    if (known === undefined) {
      return undefined;
    }
    text += rest.slice(0, start) + known;
    rest = rest.slice(end + 2);
  }
}

function lookUp(
  expression: string,
  scope: StaticScope,
  depth: number,
): string | undefined {
  const [, object, name] = /^(vars|ctx)\.(\w+)$/.exec(expression) ?? [];
  if (object === 'ctx') {
    return name === 'stage' || name === 'project' ? scope.ctx[name] : undefined;
  }
  const index = scope.vars.findLastIndex(variable => variable.name === name);
  if (object !== 'vars' || index < 0) {
    return undefined;
  }
  // A variable sees only those before it.
  const before = { ...scope, vars: scope.vars.slice(0, index) };
  return resolveStatic(scope.vars[index].value, before, depth + 1);
}
