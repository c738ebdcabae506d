/** Attributes whose text the user sees or hears. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'description',
  'hint',
  'label',
  'placeholder',
  'text',
  'tip',
  'title',
]);

/** Signs, units and names, which are the same in every language. */
const wordless = /^(?:[^\p{L}]|\b(?:px|mm|µm|nats|x|y|z|nm|Hz|MiB|GiB|Node|SQLite)\b)*$/u;

interface Node {
  readonly type?: string;
  readonly [property: string]: unknown;
}

/**
 * Words written in a component's markup instead of the message catalogue: in its text, in attributes that are read out,
 * and as the outcome of an expression there.
 * @param fragment of Svelte's parsed component
 */
export function literalTexts(fragment: unknown): string[] {
  const found: string[] = [];
  const add = (text: string): void => {
    if (!wordless.test(text)) found.push(text.trim());
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type === 'Text') add(String(value['data']));
    else if (value.type === 'ExpressionTag') literalOutcomes(value['expression']).forEach(add);
    else if (value.type === 'Attribute') visitAttribute(value);
    else if (value.type !== 'StyleDirective' && value.type !== 'Comment') Object.values(value).forEach(visit);
  };
  const visitAttribute = (attribute: Node): void => {
    if (spoken.has(String(attribute['name']))) visit(attribute['value']);
  };
  visit(fragment);
  return found;
}

/** The strings that an expression can come to without calling anything. */
function literalOutcomes(expression: unknown): string[] {
  if (!isNode(expression)) return [];
  switch (expression.type) {
    case 'Literal':
      return typeof expression['value'] === 'string' ? [expression['value']] : [];
    case 'TemplateLiteral':
      return (expression['quasis'] as readonly { readonly value: { readonly raw: string } }[]).map(({ value }) => value.raw);
    case 'ConditionalExpression':
      return [...literalOutcomes(expression['consequent']), ...literalOutcomes(expression['alternate'])];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return expression['operator'] === '===' || expression['operator'] === '!=='
        ? []
        : [...literalOutcomes(expression['left']), ...literalOutcomes(expression['right'])];
    default:
      return [];
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
