/** The words of JSON Schema that zod writes; any other is a failure, so that none is passed over in silence. */
const KNOWN = new Set([
  '$schema', '$ref', '$defs', 'id', 'title', 'description', 'type', 'const', 'enum', 'properties', 'required', 'additionalProperties', 'propertyNames', 'items',
  'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'anyOf', 'oneOf',
]);

type Schema = Readonly<Record<string, unknown>>;

/** Where a value does not keep to a JSON Schema: a reader of its own for the part of the standard that is in use. */
export function faultsBy(root: unknown, value: unknown): readonly string[] {
  return new Reader(root as Schema).faults(root as Schema, value, '');
}

class Reader {
  constructor(private readonly root: Schema) {}

  faults(schema: Schema, value: unknown, at: string): readonly string[] {
    const unknown = Object.keys(schema).filter((word) => !KNOWN.has(word));
    if (unknown.length > 0) throw new Error(`the schema has words that are not read here: ${unknown.join(', ')}`);
    if (typeof schema['$ref'] === 'string') return this.faults(this.at(schema['$ref']), value, at);
    const ways = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
    if (ways !== undefined) {
      const each = ways.map((way) => this.faults(way, value, at));
      const fitting = each.filter((found) => found.length === 0).length;
      return fitting === 1 || (fitting > 1 && schema['anyOf'] !== undefined) ? [] : [`${at}: ${fitting} of ${ways.length} ways fit`];
    }
    if ('const' in schema && schema['const'] !== value) return [`${at}: is not ${JSON.stringify(schema['const'])}`];
    if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) return [`${at}: is none of ${schema['enum'].join(', ')}`];
    return this.byType(schema, value, at);
  }

  private byType(schema: Schema, value: unknown, at: string): readonly string[] {
    switch (schema['type']) {
      case 'object':
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? this.ofObject(schema, value as Schema, at) : [`${at}: is no object`];
      case 'array':
        return Array.isArray(value) ? this.ofArray(schema, value, at) : [`${at}: is no list`];
      case 'string':
        return typeof value === 'string' ? ofText(schema, value, at) : [`${at}: is no text`];
      case 'integer':
      case 'number':
        return typeof value === 'number' && (schema['type'] === 'number' || Number.isInteger(value)) ? ofNumber(schema, value, at) : [`${at}: is no ${schema['type']}`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${at}: is not true or false`];
      default:
        throw new Error(`the schema has no type that is read here at ${at}: ${JSON.stringify(schema).slice(0, 200)}`);
    }
  }

  private ofObject(schema: Schema, value: Schema, at: string): readonly string[] {
    const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
    const missing = ((schema['required'] ?? []) as readonly string[]).filter((key) => !(key in value)).map((key) => `${at}: ${key} is missing`);
    return [...missing, ...Object.entries(value).flatMap(([key, each]) => {
      const own = properties[key];
      if (own !== undefined) return this.faults(own, each, `${at}/${key}`);
      const names = schema['propertyNames'] === undefined ? [] : this.faults(schema['propertyNames'] as Schema, key, `${at}/${key}`);
      const others = schema['additionalProperties'];
      if (others === false) return [`${at}: does not know ${key}`];
      return [...names, ...(typeof others === 'object' && others !== null ? this.faults(others as Schema, each, `${at}/${key}`) : [])];
    })];
  }

  private ofArray(schema: Schema, value: readonly unknown[], at: string): readonly string[] {
    const count = within(value.length, schema['minItems'], schema['maxItems']) ? [] : [`${at}: has ${value.length} items`];
    return [...count, ...value.flatMap((each, index) => this.faults((schema['items'] ?? {}) as Schema, each, `${at}/${index}`))];
  }

  private at(ref: string): Schema {
    const found = ref.replace(/^#\/?/, '').split('/').filter((step) => step !== '').reduce<unknown>((node, step) => (node as Schema | undefined)?.[step], this.root);
    if (found === undefined) throw new Error(`the schema has nothing at ${ref}`);
    return found as Schema;
  }
}

function ofText(schema: Schema, value: string, at: string): readonly string[] {
  const shape = typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern'], 'u').test(value) ? [`${at}: is not of the pattern`] : [];
  return within(value.length, schema['minLength'], schema['maxLength']) ? shape : [...shape, `${at}: is ${value.length} long`];
}

function ofNumber(schema: Schema, value: number, at: string): readonly string[] {
  return within(value, schema['minimum'], schema['maximum']) ? [] : [`${at}: is out of bounds`];
}

function within(number: number, least: unknown, most: unknown): boolean {
  return (typeof least !== 'number' || number >= least) && (typeof most !== 'number' || number <= most);
}
