import { bindArguments, integerOf, textOf } from '../arguments.ts'
import { joinTexts } from '../bounds.ts'
import { getAttribute, getPath } from '../lookup.ts'
import { areEqual, calculate, compareValues } from '../numbers.ts'
import { print, represent } from '../print.ts'
import {
  type Arguments,
  isTruthy,
  itemsOf,
  lengthOf,
  TemplateFailure,
  Tuple,
  typeError,
  typeName,
  Undefined,
  type Value,
} from '../values.ts'
import type { Filter, Toolbox } from './filter.ts'

/** A text without regard to capitals, unless they count. */
const folded = (value: Value, isCaseSensitive: Value | undefined): Value =>
  typeof value === 'string' && !isTruthy(isCaseSensitive ?? false) ? value.toLowerCase() : value

const keyed = (value: Value, attribute: Value | undefined): Value =>
  attribute === undefined || attribute === null ? value : getPath(value, attribute)

interface Order {
  readonly reverse?: Value | undefined
  readonly key: (item: Value) => Value
}

function sorted(items: readonly Value[], { reverse, key }: Order): readonly Value[] {
  const direction = isTruthy(reverse ?? false) ? -1 : 1
  const keys = items.map((item) => [key(item), item] as const)
  return keys.sort(([one], [other]) => direction * compareValues('<', one, other)).map(([, item]) => item)
}

const sort: Filter = (value, args) => {
  const { reverse, case_sensitive, attribute } = bindArguments(args, [
    'reverse',
    'case_sensitive',
    'attribute',
  ])
  const paths = typeof attribute === 'string' ? attribute.split(',') : [attribute]
  const keyOf = (item: Value) => paths.map((path) => folded(keyed(item, path), case_sensitive))
  return sorted(itemsOf(value), {
    reverse,
    key: (item) => (paths.length === 1 ? (keyOf(item)[0] as Value) : keyOf(item)),
  })
}

const dictsort: Filter = (value, args) => {
  const { case_sensitive, by, reverse } = bindArguments(args, ['case_sensitive', 'by', 'reverse'])
  if (value instanceof Undefined) return value.fail()
  if (!(value instanceof Map)) {
    throw new TemplateFailure('AttributeError', `'${typeName(value)}' object has no attribute 'items'`)
  }
  const at = textOf(by, 'key') === 'key' ? 0 : 1
  const pairs = [...value].map((pair) => new Tuple(pair))
  return sorted(pairs, { reverse, key: (pair) => folded((pair as Tuple).items[at] as Value, case_sensitive) })
}

/** What stands for a value among others: numbers that are worth the same are the same. */
function hashable(value: Value): Value {
  if (typeof value === 'boolean') return BigInt(value)
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value
  return value !== null && typeof value === 'object' ? `${typeName(value)} ${represent(value)}` : value
}

const unique: Filter = (value, args) => {
  const { case_sensitive, attribute } = bindArguments(args, ['case_sensitive', 'attribute'])
  const seen = new Map<Value, true>()
  return itemsOf(value).filter((item) => {
    const key = hashable(folded(keyed(item, attribute), case_sensitive))
    if (seen.has(key)) return false
    seen.set(key, true)
    return true
  })
}

/** The least or the greatest item. */
const extreme =
  (direction: 1 | -1): Filter =>
  (value, args) => {
    const { case_sensitive, attribute } = bindArguments(args, ['case_sensitive', 'attribute'])
    const key = (item: Value) => folded(keyed(item, attribute), case_sensitive)
    const [first, ...rest] = itemsOf(value)
    if (first === undefined) return new Undefined('No aggregated item, sequence was empty.')
    return rest.reduce<Value>(
      (best, item) =>
        compareValues(direction > 0 ? '<' : '>', key(item), key(best)) * direction < 0 ? item : best,
      first,
    )
  }

const sum: Filter = (value, args) => {
  const { attribute, start } = bindArguments(args, ['attribute', 'start'])
  return itemsOf(value).reduce<Value>(
    (total, item) => calculate('+', total, keyed(item, attribute)),
    start ?? 0n,
  )
}

const join: Filter = (value, args) => {
  const { d, attribute } = bindArguments(args, ['d', 'attribute'])
  const texts = itemsOf(value).map((item) => print(keyed(item, attribute)))
  return joinTexts(texts, textOf(d, ''))
}

const map: Filter = (value, args, tools) => {
  const [name, ...positional] = args.positional
  const items = itemsOf(value)
  if (name === undefined) {
    const { attribute, default: otherwise } = bindArguments(args, ['attribute', 'default'])
    if (attribute === undefined) return typeError('map requires a filter argument')
    return items.map((item) => {
      const found = getPath(item, attribute)
      return found instanceof Undefined && otherwise !== undefined ? otherwise : found
    })
  }
  return items.map((item) => tools.filter(print(name), item, { positional, named: args.named }))
}

/** Keeps the items that pass a test, or those that do not. */
const choose =
  (wanted: boolean, by: 'item' | 'attribute'): Filter =>
  (value, args, tools) => {
    const passes = chooser(args, tools, by)
    return itemsOf(value).filter((item) => passes(item) === wanted)
  }

function chooser({ positional, named }: Arguments, tools: Toolbox, by: 'item' | 'attribute') {
  const [path, ...afterPath] = positional
  if (by === 'attribute' && path === undefined) typeError('missing parameter for attribute name')
  const [test, ...rest] = by === 'attribute' ? afterPath : positional
  return (item: Value): boolean => {
    const tested = by === 'attribute' ? getPath(item, path as Value) : item
    return test === undefined
      ? isTruthy(tested)
      : tools.test(print(test), tested, { positional: rest, named })
  }
}

const groupby: Filter = (value, args) => {
  const {
    attribute,
    default: otherwise,
    case_sensitive,
  } = bindArguments(args, ['attribute', 'default', 'case_sensitive'])
  const keyOf = (item: Value) => {
    const found = keyed(item, attribute)
    return found instanceof Undefined && otherwise !== undefined ? otherwise : found
  }
  const groups: { key: Value; grouper: Value; items: Value[] }[] = []
  for (const item of sorted(itemsOf(value), { key: (each) => folded(keyOf(each), case_sensitive) })) {
    const key = folded(keyOf(item), case_sensitive)
    const last = groups.at(-1)
    if (last && areEqual(last.key, key)) last.items.push(item)
    else groups.push({ key, grouper: keyOf(item), items: [item] })
  }
  return groups.map(({ grouper, items }) => new Tuple([grouper, items]))
}

const batch: Filter = (value, args) => {
  const { linecount, fill_with } = bindArguments(args, ['linecount', 'fill_with'])
  const size = Math.max(1, integerOf(linecount, 1))
  const items = itemsOf(value)
  const lines = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
  const last = lines.at(-1)
  if (fill_with === undefined || fill_with === null || !last) return lines
  const missing = Array.from({ length: Math.min(size - last.length, 1000) }, () => fill_with)
  return [...lines.slice(0, -1), [...last, ...missing]]
}

const slice: Filter = (value, args) => {
  const { slices, fill_with } = bindArguments(args, ['slices', 'fill_with'])
  const items = itemsOf(value)
  const count = Math.min(Math.max(1, integerOf(slices, 1)), 1000)
  const [each, longer] = [Math.floor(items.length / count), items.length % count]
  return Array.from({ length: count }, (_, index) => {
    const start = index * each + Math.min(index, longer)
    const part = items.slice(start, start + each + (index < longer ? 1 : 0))
    return fill_with !== undefined && fill_with !== null && index >= longer ? [...part, fill_with] : part
  })
}

const reverse: Filter = (value) =>
  typeof value === 'string' ? [...value].reverse().join('') : itemsOf(value).toReversed()

const emptySequence = (what: string): Value => new Undefined(`No ${what} item, sequence was empty.`)

const random: Filter = (value) => {
  const items = itemsOf(value)
  return items[Math.floor(Math.random() * items.length)] ?? emptySequence('random')
}

const count: Filter = (value) => BigInt(lengthOf(value))

const items: Filter = (value) => {
  if (value instanceof Undefined) return []
  if (!(value instanceof Map))
    throw new TemplateFailure('TypeError', 'Can only get item pairs from a mapping.')
  return [...value].map((pair) => new Tuple(pair))
}

const orDefault: Filter = (value, args) => {
  const { default_value, boolean } = bindArguments(args, ['default_value', 'boolean'])
  const isMissing = value instanceof Undefined || (isTruthy(boolean ?? false) && !isTruthy(value))
  return isMissing ? (default_value ?? '') : value
}

/** Filters of lists and dictionaries, and those for any value. */
export const sequenceFilters: Readonly<Record<string, Filter>> = {
  attr: (value, args) => getAttribute(value, textOf(bindArguments(args, ['name']).name, '')),
  batch,
  count,
  d: orDefault,
  default: orDefault,
  dictsort,
  first: (value) => itemsOf(value)[0] ?? emptySequence('first'),
  groupby,
  items,
  join,
  last: (value) => itemsOf(value).at(-1) ?? emptySequence('last'),
  length: count,
  list: (value) => [...itemsOf(value)],
  map,
  max: extreme(-1),
  min: extreme(1),
  random,
  reject: choose(false, 'item'),
  rejectattr: choose(false, 'attribute'),
  reverse,
  select: choose(true, 'item'),
  selectattr: choose(true, 'attribute'),
  slice,
  sort,
  sum,
  unique,
}
