import {
  compileParser,
  compilePrinter,
  type Issue,
  JsonText,
  type ParseContext,
  type Parser,
  type Place,
  type Route,
} from '@reeve/wire'
import type { TSchema } from 'typebox'
import { type Answer, ShapedAnswer } from './bind.ts'
import { InvalidRequest } from './errors.ts'

/** The parts of a request, before or after parsing. */
export interface Parts {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** How the requests of a route are read and its answers written. */
export interface Codec {
  /** Throws InvalidRequest with every issue of every part. */
  parse(parts: Parts, context: ParseContext): Parts
  /** The text of a body of the route's own shape, unless it was printed where it was read. */
  print(body: unknown): string
  /** How to write an answer: bodies of a success have the route's shape or the one that is said, others are their own. */
  printerFor(answer: Answer): (body: unknown) => string
}

/** Compiles the parsers and the printer of a route. */
export function compileCodec(route: Route): Codec {
  const params = partParser(route.params, 'path')
  const query = partParser(route.query, 'query')
  const body = partParser(route.body, 'body')
  const lists = listNames(route.query)
  const toWire = route.response && compilePrinter(route.response)
  const print = (value: unknown) =>
    value instanceof JsonText ? value.text : JSON.stringify(toWire ? toWire(value) : value)

  return {
    parse(parts, context) {
      const issues: Issue[] = []
      const read = (parse: Parser<unknown> | undefined, value: unknown) => {
        if (parse === undefined) return undefined
        const parsed = parse(value, context)
        if (parsed.issues) issues.push(...parsed.issues)
        return parsed.value
      }
      const parsed = {
        params: read(params, parts.params),
        query: read(query, query && singleValues(parts.query as QueryText, lists)),
        body: read(body, parts.body),
      }
      if (issues.length > 0) throw new InvalidRequest(issues, parts.body)
      return parsed
    },
    print,
    printerFor(answer) {
      if (answer instanceof ShapedAnswer) return (body) => JSON.stringify(compilePrinter(answer.shape)(body))
      return answer.status < 300 ? print : JSON.stringify
    },
  }
}

const partParser = (schema: TSchema | undefined, place: Place) => schema && compileParser(schema, place)

type QueryText = Readonly<Record<string, string | string[]>>

const listNames = (query: Route['query']): ReadonlySet<string> =>
  new Set(
    Object.entries(query?.properties ?? {})
      .filter(([, schema]) => 'items' in schema)
      .map(([name]) => name),
  )

/** A query may name a parameter more than once: all of them make a list, elsewhere the last one counts. */
function singleValues(query: QueryText, lists: ReadonlySet<string>): Record<string, string | string[]> {
  const entries = Object.entries(query).map(([name, value]) => {
    const values = Array.isArray(value) ? value : [value]
    return [name, lists.has(name) ? values : (values.at(-1) ?? '')] as const
  })
  return Object.fromEntries(entries)
}
