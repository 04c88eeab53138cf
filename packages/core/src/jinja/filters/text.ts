import { bindArguments, integerOf, textOf } from '../arguments.ts'
import { capitalize, padText, replaceText } from '../methods.ts'
import { formatText } from '../numbers.ts'
import { print, represent } from '../print.ts'
import { isTruthy, TemplateFailure, Tuple, typeError, typeName, Undefined, type Value } from '../values.ts'
import type { Filter } from './filter.ts'
import { toJson } from './json.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
}

const escapeHtml: Filter = (value) =>
  print(value).replace(/[&<>'"]/g, (character) => ESCAPES[character] as string)

const center: Filter = (value, args) => {
  const { width } = bindArguments(args, ['width'])
  return padText(print(value), integerOf(width, 80), { side: 'both' })
}

const format: Filter = (value, { positional, named }) => {
  if (positional.length > 0 && named.size > 0) {
    typeError("can't handle positional and keyword arguments at the same time")
  }
  return formatText(print(value), named.size > 0 ? new Map<Value, Value>(named) : new Tuple(positional))
}

const indent: Filter = (value, args) => {
  const { width, first, blank } = bindArguments(args, ['width', 'first', 'blank'])
  const by = typeof width === 'string' ? width : ' '.repeat(Math.min(integerOf(width, 4), 1000))
  const [head = '', ...rest] = print(value).split('\n')
  const indented = rest.map((line) => (line === '' && !isTruthy(blank ?? false) ? line : by + line))
  return [isTruthy(first ?? false) ? by + head : head, ...indented].join('\n')
}

const replace: Filter = (value, args) => {
  const { old, new: next, count } = bindArguments(args, ['old', 'new', 'count'])
  if (old === undefined || next === undefined) typeError('replace() needs what to replace and by what')
  return replaceText(print(value), textOf(old, ''), { by: textOf(next, ''), most: integerOf(count, -1) })
}

/** Every word starts in a capital, unlike the method of texts also behind white space and brackets alone. */
const title: Filter = (value) =>
  print(value)
    .split(/([-\s({[<]+)/)
    .map(capitalize)
    .join('')

const trim: Filter = (value, args) => {
  const { chars } = bindArguments(args, ['chars'])
  if (chars === undefined || chars === null) return print(value).trim()
  const characters = [...print(chars)]
  const text = [...print(value)]
  const first = text.findIndex((character) => !characters.includes(character))
  const last = text.findLastIndex((character) => !characters.includes(character))
  return first < 0 ? '' : text.slice(first, last + 1).join('')
}

/** A text may be this much longer than it should be before it is cut. */
const LEEWAY = 5

const truncate: Filter = (value, args) => {
  const { length, killwords, end, leeway } = bindArguments(args, ['length', 'killwords', 'end', 'leeway'])
  const most = integerOf(length, 255)
  const text = print(value)
  const ending = textOf(end, '...')
  if (text.length <= most + integerOf(leeway === null ? undefined : leeway, LEEWAY)) return text
  const cut = text.slice(0, Math.max(0, most - ending.length))
  if (isTruthy(killwords ?? false)) return cut + ending
  const space = cut.lastIndexOf(' ')
  return (space < 0 ? cut : cut.slice(0, space)) + ending
}

const quoteForUrl = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')

const urlencode: Filter = (value) => {
  const pairs = value instanceof Map ? [...value] : undefined
  if (!pairs) return quoteForUrl(print(value))
  const quote = (part: Value) => quoteForUrl(print(part)).replaceAll('%20', '+').replaceAll('/', '%2F')
  return pairs.map(([key, item]) => `${quote(key)}=${quote(item)}`).join('&')
}

const striptags: Filter = (value) =>
  withoutTags(print(value))
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ')

/** A text without what stands between `<` and `>`, comments first. */
function withoutTags(text: string): string {
  const plain = withoutSpans(text, '<!--', '-->')
  return withoutSpans(plain, '<', '>')
}

function withoutSpans(text: string, open: string, close: string): string {
  let kept = ''
  let at = 0
  for (;;) {
    const start = text.indexOf(open, at)
    const end = start < 0 ? -1 : text.indexOf(close, start)
    if (end < 0) return kept + text.slice(at)
    kept += text.slice(at, start)
    at = end + close.length
  }
}

const wordwrap: Filter = (value, args) => {
  const { width } = bindArguments(args, ['width'])
  const most = integerOf(width, 79)
  if (value instanceof Undefined) return value.fail()
  if (typeof value !== 'string') {
    throw new TemplateFailure('AttributeError', `'${typeName(value)}' object has no attribute 'splitlines'`)
  }
  return value
    .split('\n')
    .flatMap((line) => wrapLine(line, most))
    .join('\n')
}

function wrapLine(line: string, most: number): readonly string[] {
  const lines: string[][] = [[]]
  let length = -1
  for (const word of line.split(' ')) {
    const starts = length >= 0 && length + 1 + word.length > most
    if (starts) lines.push([])
    lines.at(-1)?.push(word)
    length = starts ? word.length : length + 1 + word.length
  }
  return lines.map((words) => words.join(' '))
}

/** A filter of the text of a value that takes no arguments. */
const plain =
  (work: (text: string) => Value): Filter =>
  (value, args) => {
    bindArguments(args, [])
    return work(print(value))
  }

/** Filters of texts. */
export const textFilters: Readonly<Record<string, Filter>> = {
  capitalize: plain(capitalize),
  center,
  e: escapeHtml,
  escape: escapeHtml,
  forceescape: escapeHtml,
  format,
  indent,
  lower: plain((text) => text.toLowerCase()),
  pprint: (value) => represent(value),
  replace,
  safe: plain((text) => text),
  string: plain((text) => text),
  striptags,
  title,
  tojson: (value, args) => toJson(value, bindArguments(args, ['indent']).indent ?? null),
  trim,
  truncate,
  upper: plain((text) => text.toUpperCase()),
  urlencode,
  wordcount: plain((text) => BigInt(text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)),
  wordwrap,
}
