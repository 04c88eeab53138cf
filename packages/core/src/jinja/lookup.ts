import { findMethod, isUnsafe } from './methods.ts'
import { represent } from './print.ts'
import {
  Callable,
  isInteger,
  isSequence,
  itemsOf,
  Namespace,
  typeError,
  typeName,
  Undefined,
  type Value,
} from './values.ts'

/** `value.name`: what belongs to a value, or else what a dictionary holds under that key. */
export function getAttribute(value: Value, name: string): Value {
  if (value instanceof Undefined) return value
  const own = ownAttribute(value, name)
  if (own !== undefined) return own
  if (isUnsafe(value, name)) {
    const message = `access to attribute '${name}' of '${typeName(value)}' object is unsafe.`
    return new Undefined(message, 'SecurityError')
  }
  const item = value instanceof Map ? value.get(name) : undefined
  return item ?? (item === null ? null : new Undefined(`'${describe(value)}' has no attribute '${name}'`))
}

function ownAttribute(value: Value, name: string): Value | undefined {
  if (value instanceof Namespace) return value.attributes.get(name)
  if (value instanceof Callable) return value.attributes.get(name)
  return findMethod(value, name)
}

/** `value[key]`: what a list or dictionary holds, or else what belongs to it under that name. */
export function getItem(value: Value, key: Value): Value {
  if (value instanceof Undefined) return value
  const item = ownItem(value, key)
  if (item !== undefined) return item
  if (typeof key === 'string') return getAttribute(value, key)
  return new Undefined(`${describe(value)} has no element ${represent(key)}`)
}

function ownItem(value: Value, key: Value): Value | undefined {
  if (value instanceof Map) return value.get(key)
  if (!isSequence(value) || !isInteger(key)) return undefined
  const items = itemsOf(value)
  const at = Number(key)
  return items[at < 0 ? at + items.length : at]
}

const describe = (value: Value): string => (value === null ? 'None' : `${typeName(value)} object`)

/** What stands at a path such as `a.b.0`, as filters take it. */
export const getPath = (value: Value, path: Value): Value =>
  typeof path === 'string'
    ? path
        .split('.')
        .reduce<Value>((found, part) => getItem(found, /^\d+$/.test(part) ? BigInt(part) : part), value)
    : getItem(value, path)

/** `value[start:stop:step]` of a text, a list or a tuple. */
export function getSlice(value: Value, bounds: readonly (number | undefined)[]): readonly Value[] {
  if (!isSequence(value)) return typeError(`'${typeName(value)}' object is not subscriptable`)
  const items = itemsOf(value)
  const [start, stop, step = 1] = bounds
  if (step === 0) return typeError('slice step cannot be zero')
  const [least, most] = step > 0 ? [0, items.length] : [-1, items.length - 1]
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + items.length : bound, least), most)
  const first = start === undefined ? (step > 0 ? least : most) : clamp(start)
  const last = stop === undefined ? (step > 0 ? most : least) : clamp(stop)
  const found: Value[] = []
  for (let at = first; step > 0 ? at < last : at > last; at += step) found.push(items[at] as Value)
  return found
}
