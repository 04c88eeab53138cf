import { integerOf } from './arguments.ts'
import {
  type Arguments,
  Callable,
  itemsOf,
  lengthOfRange,
  Namespace,
  Range,
  TemplateFailure,
  Tuple,
  typeError,
  type Value,
} from './values.ts'

/** How many numbers a range may have; the bound that Prefect sets. [G33] */
const MAX_RANGE = 100

/** `range(stop)`, `range(start, stop)` or `range(start, stop, step)`. */
function range({ positional }: Arguments): Value {
  if (positional.length === 0) typeError('range expected at least 1 argument, got 0')
  const [first = 0n, second, third = 1n] = positional.map((value) => BigInt(integerOf(value, 0)))
  if (third === 0n) throw new TemplateFailure('ValueError', 'range() arg 3 must not be zero')
  const made = new Range(second === undefined ? 0n : first, second ?? first, third)
  if (lengthOfRange(made) > BigInt(MAX_RANGE)) {
    throw new TemplateFailure(
      'OverflowError',
      `Range too big. The sandbox blocks ranges larger than MAX_TEMPLATE_RANGE=${MAX_RANGE}.`,
    )
  }
  return made
}

/** The pairs of what `dict` and `namespace` are made of. */
function pairsOf({ positional: [first], named }: Arguments): (readonly [Value, Value])[] {
  const pairs = first instanceof Map ? [...first] : first === undefined ? [] : itemsOf(first).map(pairOf)
  return [...pairs, ...named]
}

function pairOf(value: Value): readonly [Value, Value] {
  const [key, item] = value instanceof Tuple ? value.items : itemsOf(value)
  return key === undefined || item === undefined ? typeError('expected pairs') : [key, item]
}

function namespace(args: Arguments): Value {
  const made = new Namespace()
  for (const [name, value] of pairsOf(args)) made.attributes.set(String(name), value)
  return made
}

/** Gives its items one after the other, and then again. */
function cycler({ positional }: Arguments): Value {
  if (positional.length === 0) typeError('at least one item has to be provided')
  let at = 0
  const attributes = new Map<string, Value>()
  const move = (to: number) => {
    at = to % positional.length
    attributes.set('current', positional[at] as Value)
  }
  const next = () => {
    const value = positional[at] as Value
    move(at + 1)
    return value
  }
  const reset = () => {
    move(0)
    return null
  }
  attributes.set('next', new Callable('next', next)).set('reset', new Callable('reset', reset))
  move(0)
  return new Callable('cycler', () => typeError("'Cycler' object is not callable"), attributes)
}

/** Gives nothing the first time and the separator from then on. */
function joiner({ positional: [separator = ', '] }: Arguments): Value {
  let used = false
  return new Callable('joiner', () => {
    const given = used ? separator : ''
    used = true
    return given
  })
}

/** What templates may call. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map(
  Object.entries({ range, namespace, cycler, joiner, dict: (args: Arguments) => new Map(pairsOf(args)) }).map(
    ([name, call]) => [name, new Callable(name, call)],
  ),
)
