/** Words that mean something to the rule language itself, and what every object of the platform has by name. */
const RESERVED = new Set([
  'as', 'bool', 'break', 'bytes', 'cel', 'const', 'continue', 'double', 'else', 'false', 'for', 'function', 'google', 'if', 'import', 'in', 'int', 'let', 'list',
  'loop', 'map', 'namespace', 'null', 'optional', 'package', 'return', 'string', 'true', 'type', 'uint', 'var', 'void', 'while',
  'constructor', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString', 'toString', 'valueOf',
]);

/** Whether a word cannot name a variable of a rule. Forms of the first version, which had no rules, may have fields of such names. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}
