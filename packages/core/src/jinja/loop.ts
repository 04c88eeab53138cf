import { areEqual } from './numbers.ts'
import {
  type Arguments,
  Callable,
  TemplateFailure,
  Tuple,
  typeError,
  Undefined,
  type Value,
} from './values.ts'

/** Where a loop is. */
interface LoopState {
  readonly items: readonly Value[]
  readonly index: number
  /** From 1: how many loops of this kind it is in. */
  readonly depth: number
}

const NO_ITEM = new Undefined('there is no such item in this loop')

/** What `loop` means within a loop. */
export function loopVariable(
  { items, index, depth }: LoopState,
  helpers: { readonly recurse: ((value: Value) => Value) | undefined; readonly changed: Callable },
): Callable {
  const left = items.length - index
  const whole = (number: number): Value => BigInt(number)
  const attributes: Record<string, Value> = {
    index: whole(index + 1),
    index0: whole(index),
    revindex: whole(left),
    revindex0: whole(left - 1),
    first: index === 0,
    last: left === 1,
    length: whole(items.length),
    depth: whole(depth),
    depth0: whole(depth - 1),
    previtem: items[index - 1] ?? NO_ITEM,
    nextitem: items[index + 1] ?? NO_ITEM,
    cycle: new Callable('cycle', ({ positional }) => cycle(positional, index)),
    changed: helpers.changed,
  }
  return new Callable('loop', callLoop(helpers.recurse), new Map(Object.entries(attributes)))
}

function cycle(items: readonly Value[], index: number): Value {
  return items[index % items.length] ?? typeError('no items for cycling given')
}

/** Says whether it is called with other values than the time before. */
export function changeDetector(): Callable {
  let last: Tuple | undefined
  return new Callable('changed', ({ positional }) => {
    const now = new Tuple(positional)
    const changed = last === undefined || !areEqual(last, now)
    last = now
    return changed
  })
}

const callLoop =
  (recurse: ((value: Value) => Value) | undefined) =>
  ({ positional: [value] }: Arguments): Value => {
    if (!recurse) {
      throw new TemplateFailure(
        'TypeError',
        "The loop must have the 'recursive' marker to be called recursively.",
      )
    }
    return recurse(value ?? [])
  }
