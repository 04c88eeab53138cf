/** What expressions of templates are about: integers are bigints and floats are numbers, as Python tells them apart. */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | readonly Value[]
  | Dict
  | Tuple
  | Range
  | Namespace
  | Callable
  | Undefined

/** A dictionary in the order in which its keys came. */
export type Dict = ReadonlyMap<Value, Value>

/** A list that is printed in round brackets. */
export class Tuple {
  readonly items: readonly Value[]
  constructor(items: readonly Value[]) {
    this.items = items
  }
}

/** What `range` gives. */
export class Range {
  readonly start: bigint
  readonly stop: bigint
  readonly step: bigint
  constructor(start: bigint, stop: bigint, step: bigint) {
    this.start = start
    this.stop = stop
    this.step = step
  }
}

/** What `namespace` gives: the one thing whose attributes templates may set. */
export class Namespace {
  readonly attributes = new Map<string, Value>()
}

/** The arguments of a call. */
export interface Arguments {
  readonly positional: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
}

/** What can be called: a function of ours, never one of JavaScript's. */
export class Callable {
  readonly name: string
  readonly call: (args: Arguments) => Value
  readonly attributes: ReadonlyMap<string, Value>
  constructor(name: string, call: Callable['call'], attributes: ReadonlyMap<string, Value> = new Map()) {
    this.name = name
    this.call = call
    this.attributes = attributes
  }
}

/** What is not there. It prints as nothing; using it fails with what it says. */
export class Undefined {
  readonly message: string
  readonly kind: 'UndefinedError' | 'SecurityError'
  constructor(message: string, kind: Undefined['kind'] = 'UndefinedError') {
    this.message = message
    this.kind = kind
  }
  /** Throws what is wrong with it. */
  fail(): never {
    throw new TemplateFailure(this.kind, this.message)
  }
}

/** A template that cannot be rendered, told as Python tells its exceptions. */
export class TemplateFailure extends Error {
  readonly kind: string
  constructor(kind: string, message: string) {
    super(message)
    this.kind = kind
  }
}

/** Throws the failure that Python calls a TypeError. */
export function typeError(message: string): never {
  throw new TemplateFailure('TypeError', message)
}

/** The name of the type of a value, as Python has it. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Map) return 'dict'
  if (value instanceof Tuple) return 'tuple'
  if (value instanceof Range) return 'range'
  if (value instanceof Undefined) return 'ChainableUndefined'
  if (value instanceof Namespace) return 'Namespace'
  if (value instanceof Callable) return 'function'
  return PRIMITIVES[typeof value] ?? 'object'
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  boolean: 'bool',
  bigint: 'int',
  number: 'float',
  string: 'str',
}

export const isSequence = (value: Value): value is readonly Value[] | Tuple | Range | string =>
  typeof value === 'string' || Array.isArray(value) || value instanceof Tuple || value instanceof Range

/** How many numbers a range has. */
export function lengthOfRange({ start, stop, step }: Range): bigint {
  const distance = step > 0n ? stop - start : start - stop
  const stride = step > 0n ? step : -step
  return distance <= 0n ? 0n : (distance + stride - 1n) / stride
}

/** What a loop over a value meets; a dictionary gives its keys, what is not there nothing. */
export function itemsOf(value: Value): readonly Value[] {
  if (typeof value === 'string') return [...value]
  if (Array.isArray(value)) return value
  if (value instanceof Tuple) return value.items
  if (value instanceof Map) return [...value.keys()]
  if (value instanceof Undefined) return []
  if (value instanceof Range) {
    const { start, step } = value
    return Array.from({ length: Number(lengthOfRange(value)) }, (_, index) => start + BigInt(index) * step)
  }
  return typeError(`'${typeName(value)}' object is not iterable`)
}

/** How many items a value has. */
export function lengthOf(value: Value): number {
  if (isSequence(value) || value instanceof Map || value instanceof Undefined) return itemsOf(value).length
  return typeError(`object of type '${typeName(value)}' has no len()`)
}

/** Whether a condition takes a value for true. */
export function isTruthy(value: Value): boolean {
  if (value === null || value instanceof Undefined) return false
  if (typeof value === 'number') return value !== 0
  if (isSequence(value) || value instanceof Map) return lengthOf(value) > 0
  return Boolean(value)
}

export const isNumeric = (value: Value): value is boolean | bigint | number =>
  typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'

export const isInteger = (value: Value): value is boolean | bigint =>
  typeof value === 'bigint' || typeof value === 'boolean'
