import { print } from './print.ts'
import { type Arguments, isInteger, typeError, typeName, Undefined, type Value } from './values.ts'

/** The arguments of a call by their names, whichever way they were passed; what was not passed is undefined. */
export function bindArguments<const Names extends readonly string[]>(
  { positional, named }: Arguments,
  names: Names,
): { readonly [Name in Names[number]]: Value | undefined } {
  const unknown = [...named.keys()].find((name) => !names.includes(name))
  if (unknown !== undefined) typeError(`got an unexpected keyword argument '${unknown}'`)
  if (positional.length > names.length) {
    typeError(`takes from 0 to ${names.length} positional arguments but ${positional.length} were given`)
  }
  const bound = names.map((name, index) => [name, positional[index] ?? named.get(name)])
  return Object.fromEntries(bound) as { readonly [Name in Names[number]]: Value | undefined }
}

/** A whole number. */
export function integerOf(value: Value | undefined, otherwise: number): number {
  if (value === undefined) return otherwise
  if (value instanceof Undefined) return value.fail()
  return isInteger(value)
    ? Number(value)
    : typeError(`'${typeName(value)}' object cannot be interpreted as an integer`)
}

/** A text, whatever was passed. */
export const textOf = (value: Value | undefined, otherwise: string): string =>
  value === undefined ? otherwise : print(value)
