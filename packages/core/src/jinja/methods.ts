import { bindArguments, integerOf } from './arguments.ts'
import { joinTexts, requireRoom } from './bounds.ts'
import { areEqual } from './numbers.ts'
import { print, represent } from './print.ts'
import {
  type Arguments,
  Callable,
  type Dict,
  isInteger,
  TemplateFailure,
  Tuple,
  typeError,
  typeName,
  type Value,
} from './values.ts'

/** What a method does with the value that it belongs to. */
type Method<T> = (self: T, args: Arguments) => Value

/** The method of a value under this name, if Python has it and templates may call it. */
export function findMethod(value: Value, name: string): Callable | undefined {
  if (typeof value === 'string') return bound(TEXT, value, name)
  if (Array.isArray(value)) return bound(LIST, value, name)
  if (value instanceof Tuple) return bound(LIST, value.items, name)
  return value instanceof Map ? bound(DICT, value as Dict, name) : undefined
}

/** Whether a value has such an attribute that templates may not touch. */
export const isUnsafe = (value: Value, name: string): boolean =>
  name.startsWith('__') || (CHANGING[typeName(value)]?.includes(name) ?? false)

const CHANGING: Readonly<Record<string, readonly string[]>> = {
  list: ['append', 'clear', 'extend', 'insert', 'pop', 'remove', 'reverse', 'sort'],
  dict: ['clear', 'pop', 'popitem', 'setdefault', 'update'],
}

function bound<T>(methods: Readonly<Record<string, Method<T>>>, self: T, name: string): Callable | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  return method && new Callable(name, (args) => method(self, args))
}

/** A method that takes one optional argument. */
const one =
  <T>(work: (self: T, argument: Value | undefined) => Value): Method<T> =>
  (self, args) =>
    work(self, bindArguments(args, ['argument']).argument)

/** A method that takes none. */
const none =
  <T>(work: (self: T) => Value): Method<T> =>
  (self, args) => {
    bindArguments(args, [])
    return work(self)
  }

function requireText(value: Value | undefined): string {
  return typeof value === 'string'
    ? value
    : typeError(`must be str, not ${value === undefined ? 'NoneType' : typeName(value)}`)
}

const matches = (self: string, pattern: RegExp): boolean => pattern.test(self)

const strip = (side: 'start' | 'end' | 'both') =>
  one((self: string, argument) => {
    const characters = argument === undefined || argument === null ? undefined : [...requireText(argument)]
    const goes = (character: string) => characters?.includes(character) ?? /\s/.test(character)
    let [from, to] = [0, self.length]
    if (side !== 'end') while (from < to && goes(self[from] as string)) from++
    if (side !== 'start') while (to > from && goes(self[to - 1] as string)) to--
    return self.slice(from, to)
  })

function split(self: string, args: Arguments): Value {
  const { sep, maxsplit } = bindArguments(args, ['sep', 'maxsplit'])
  const most = integerOf(maxsplit, -1)
  if (sep === undefined || sep === null) return splitAtSpaces(self, most)
  const separator = requireText(sep)
  if (separator === '') throw new TemplateFailure('ValueError', 'empty separator')
  const parts = self.split(separator)
  return most < 0 || parts.length <= most
    ? parts
    : [...parts.slice(0, most), parts.slice(most).join(separator)]
}

function splitAtSpaces(self: string, most: number): Value {
  const words = self.trim() === '' ? [] : self.trim().split(/\s+/)
  if (most < 0 || words.length <= most + 1) return words
  const rest = words
    .slice(0, most)
    .reduce((text, word) => text.slice(word.length).trimStart(), self.trimStart())
  return [...words.slice(0, most), rest]
}

function splitFromEnd(self: string, args: Arguments): Value {
  const { sep, maxsplit } = bindArguments(args, ['sep', 'maxsplit'])
  const most = integerOf(maxsplit, -1)
  if (sep === undefined || sep === null) return splitAtSpaces(self, -1)
  const parts = self.split(requireText(sep))
  if (most < 0 || parts.length <= most + 1) return parts
  const rest = parts.length - most
  return [parts.slice(0, rest).join(requireText(sep)), ...parts.slice(rest)]
}

function beginsOrEnds(how: 'startsWith' | 'endsWith') {
  return one((self: string, argument) =>
    argument instanceof Tuple
      ? argument.items.some((item) => self[how](requireText(item)))
      : self[how](requireText(argument)),
  )
}

const padded = (side: 'start' | 'end' | 'both'): Method<string> => {
  return (self, args) => {
    const { width, fillchar } = bindArguments(args, ['width', 'fillchar'])
    const fill = fillchar === undefined ? ' ' : requireText(fillchar)
    return padText(self, integerOf(width, 0), { side, fill })
  }
}

/** A text with as many characters around it as it takes to be this long. */
export function padText(
  text: string,
  width: number,
  { side, fill = ' ' }: { readonly side: 'start' | 'end' | 'both'; readonly fill?: string },
): string {
  requireRoom(width)
  const missing = Math.max(0, width - text.length)
  const before =
    side === 'end' ? 0 : side === 'start' ? missing : Math.floor(missing / 2) + (missing & width & 1)
  return fill.repeat(before) + text + fill.repeat(missing - before)
}

/** A text whose words start in capitals, as Python has it. */
export const toTitle = (text: string): string => text.replace(/\p{L}+/gu, (word) => capitalize(word))

/** A text that starts with a capital, the rest of it small. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()

function replace(self: string, args: Arguments): Value {
  const { old, new: next, count } = bindArguments(args, ['old', 'new', 'count'])
  return replaceText(self, requireText(old), { by: requireText(next), most: integerOf(count, -1) })
}

/** A text in which the first so many places are replaced; below 0 all of them. */
export function replaceText(
  text: string,
  old: string,
  { by, most }: { readonly by: string; readonly most: number },
): string {
  const parts = text.split(old)
  requireRoom(text.length + parts.length * by.length)
  if (most < 0 || parts.length <= most + 1) return parts.join(by)
  return parts.slice(0, most + 1).join(by) + old + parts.slice(most + 1).join(old)
}

const FIELD = /\{\{|\}\}|\{(\w*)((?:\[\w+\])*)(?:!([rs]))?(?::[^{}]*)?\}/g

function format(self: string, { positional, named }: Arguments): Value {
  let next = 0
  let length = self.length
  return self.replace(FIELD, (whole, name: string | undefined, _items, conversion) => {
    if (name === undefined) return whole[0] as string
    const value = /^\d*$/.test(name) ? positional[name === '' ? next++ : Number(name)] : named.get(name)
    if (value === undefined) throw new TemplateFailure('IndexError', 'Replacement index out of range')
    const text = conversion === 'r' ? represent(value) : print(value)
    length += text.length
    requireRoom(length)
    return text
  })
}

const partition = (from: 'indexOf' | 'lastIndexOf') =>
  one((self: string, argument) => {
    const separator = requireText(argument)
    const at = self[from](separator)
    if (at < 0) return new Tuple(from === 'indexOf' ? [self, '', ''] : ['', '', self])
    return new Tuple([self.slice(0, at), separator, self.slice(at + separator.length)])
  })

const TEXT: Readonly<Record<string, Method<string>>> = {
  capitalize: none(capitalize),
  center: padded('both'),
  count: one((self, part) => BigInt(self.split(requireText(part)).length - 1)),
  endswith: beginsOrEnds('endsWith'),
  find: one((self, part) => BigInt(self.indexOf(requireText(part)))),
  format,
  isalnum: none((self) => matches(self, /^[\p{L}\p{N}]+$/u)),
  isalpha: none((self) => matches(self, /^\p{L}+$/u)),
  isdigit: none((self) => matches(self, /^\p{Nd}+$/u)),
  islower: none((self) => self !== self.toUpperCase() && self === self.toLowerCase()),
  isspace: none((self) => matches(self, /^\s+$/)),
  isupper: none((self) => self !== self.toLowerCase() && self === self.toUpperCase()),
  join: one((self, items) =>
    Array.isArray(items) ? joinTexts(items.map(requireText), self) : requireText(items),
  ),
  ljust: padded('end'),
  lower: none((self) => self.toLowerCase()),
  lstrip: strip('start'),
  partition: partition('indexOf'),
  removeprefix: one((self, part) =>
    self.startsWith(requireText(part)) ? self.slice(requireText(part).length) : self,
  ),
  removesuffix: one((self, part) =>
    part !== '' && self.endsWith(requireText(part)) ? self.slice(0, -requireText(part).length) : self,
  ),
  replace,
  rfind: one((self, part) => BigInt(self.lastIndexOf(requireText(part)))),
  rjust: padded('start'),
  rpartition: partition('lastIndexOf'),
  rsplit: splitFromEnd,
  rstrip: strip('end'),
  split,
  splitlines: none((self) => (self === '' ? [] : self.replace(/\n$/, '').split('\n'))),
  startswith: beginsOrEnds('startsWith'),
  strip: strip('both'),
  title: none(toTitle),
  upper: none((self) => self.toUpperCase()),
  zfill: one((self, width) => padText(self, integerOf(width, 0), { side: 'start', fill: '0' })),
}

const LIST: Readonly<Record<string, Method<readonly Value[]>>> = {
  copy: none((self) => [...self]),
  count: one((self, item) => BigInt(self.filter((each) => areEqual(each, item ?? null)).length)),
  index: one((self, item) => {
    const at = self.findIndex((each) => areEqual(each, item ?? null))
    if (at < 0) throw new TemplateFailure('ValueError', `${represent(item ?? null)} is not in list`)
    return BigInt(at)
  }),
}

const DICT: Readonly<Record<string, Method<Dict>>> = {
  copy: none((self) => new Map(self)),
  get: (self, args) => {
    const { key, default: otherwise } = bindArguments(args, ['key', 'default'])
    if (isInteger(key ?? null) || typeof key === 'string' || key === null) {
      return self.get(key as Value) ?? otherwise ?? null
    }
    return otherwise ?? null
  },
  items: none((self) => [...self].map((pair) => new Tuple(pair))),
  keys: none((self) => [...self.keys()]),
  values: none((self) => [...self.values()]),
}
