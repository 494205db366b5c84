import { z } from 'zod';

interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  format?: string;
}

const refName = (ref: string) => ref.split('/').at(-1) ?? ref;
const grouped = (text: string) => (/[|&]/.test(text) ? `(${text})` : text);

function show(schema: JsonSchema, fieldsOnLines = false): string {
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return union.map((member) => show(member)).join(' | ');
  if (schema.allOf) return schema.allOf.map((member) => show(member)).join(' & ');
  if (schema.$ref) return refName(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.prefixItems) return `[${schema.prefixItems.map((item) => show(item)).join(', ')}]`;
  if (schema.type === 'array') return `${grouped(show(schema.items ?? {}))}[]`;
  if (schema.properties) return showFields(schema, fieldsOnLines);
  return schema.format ?? schema.type ?? 'object';
}

function showFields(schema: JsonSchema, onLines: boolean): string {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${required.has(name) ? '' : '?'}: ${show(field)}`,
  );
  if (fields.length === 0) return '{}';
  return onLines ? `{\n  ${fields.join(';\n  ')};\n}` : `{ ${fields.join('; ')} }`;
}

const toJson = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** A zod schema as one line in TypeScript's notation. Schemas with an id are shown by their name. */
export const shapeOf = (schema: z.ZodType): string => show(toJson(schema));

/** The same for a code block: each field on a line of its own. */
export const linesOf = (schema: z.ZodType): string => show(toJson(schema), true);

/** The named shapes that these schemas refer to, as TypeScript-like declarations, by name. */
export function namedShapes(schemas: readonly z.ZodType[]): string[] {
  const found = new Map<string, string>();
  for (const schema of schemas)
    for (const [name, definition] of Object.entries(toJson(schema).$defs ?? {}))
      found.set(name, `type ${name} = ${show(definition, true)}`);
  return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([, text]) => text);
}

/** Text that may stand in a table's cell. */
export const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
