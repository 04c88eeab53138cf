import type { Json, JsonObject } from '@reeve/wire'
import { isWrittenNumber } from '@reeve/wire'
import { GLOBALS } from './globals.ts'
import { parseTemplate } from './parse-template.ts'
import { representText } from './print.ts'
import { renderBody } from './render.ts'
import { Scope } from './scope.ts'
import { type Body, TemplateSyntaxError } from './syntax.ts'
import { TemplateFailure, type Value } from './values.ts'

export { TemplateSyntaxError }

/** What templates of users may do at most; the same bounds that Prefect sets. [G33] */
const MAX_LOOPS = 10
const MAX_LOOP_DEPTH = 2

/** A template that is well written and could take too long. */
export class UnboundedTemplate extends Error {}

/** A template that was read and found to keep within the bounds. */
export interface Program {
  readonly source: string
  readonly body: Body
}

/** Reads a template. Throws a `TemplateSyntaxError` or, if it loops too much, an `UnboundedTemplate`. [G33] */
export function compileTemplate(source: string): Program {
  try {
    const body = parseTemplate(source)
    refuseManyLoops(body)
    return { source, body }
  } catch (error) {
    // Brackets within brackets exhaust the stack.
    if (error instanceof RangeError) throw new TemplateSyntaxError('Expressions are nested too deeply', 1)
    throw error
  }
}

/** Renders a template; what is unknown renders as nothing. Throws if that fails. */
export function renderTemplate({ source, body }: Program, context: JsonObject): string {
  if (!source.includes('{{') && !source.includes('{%')) return source
  const names = Object.entries(context).map(([name, value]): [string, Value] => [name, valueFrom(value)])
  const scope = new Scope(GLOBALS).inner(names)
  try {
    return renderBody(body, scope.inner())
  } catch (error) {
    throw new Error(`Failed to render template due to the following error: ${tell(error)}`, { cause: error })
  }
}

function tell(error: unknown): string {
  if (error instanceof TemplateFailure) return `${error.kind}(${representText(error.message)})`
  // A macro that calls itself exhausts the stack.
  if (error instanceof RangeError) return "RecursionError('maximum recursion depth exceeded')"
  throw error
}

function valueFrom(json: Json): Value {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json
  if (json === null || typeof json !== 'object') return json
  if (isWrittenNumber(json)) return writtenNumber(json.rawJSON)
  if (Array.isArray(json)) return json.map(valueFrom)
  return new Map(Object.entries(json).map(([key, value]): [Value, Value] => [key, valueFrom(value)]))
}

const writtenNumber = (text: string): Value => (/^-?\d+$/.test(text) ? BigInt(text) : Number(text))

function refuseManyLoops(body: Body): void {
  const { count, depth } = loopsIn(body)
  if (count > MAX_LOOPS) {
    throw new UnboundedTemplate(
      `Contains ${count} for loops. Templates can contain no more than ${MAX_LOOPS} for loops.`,
    )
  }
  if (depth > MAX_LOOP_DEPTH) {
    throw new UnboundedTemplate(
      `Contains nested for loops at a depth of ${depth}. ` +
        `Templates can nest for loops no more than ${MAX_LOOP_DEPTH} loops deep.`,
    )
  }
}

/** How many loops a part of a template has, and how deep they are nested. */
function loopsIn(node: unknown): { count: number; depth: number } {
  if (typeof node !== 'object' || node === null) return { count: 0, depth: 0 }
  const own = 'kind' in node && node.kind === 'for' ? 1 : 0
  const inner = Object.values(node).map(loopsIn)
  return {
    count: own + inner.reduce((sum, { count }) => sum + count, 0),
    depth: own + inner.reduce((most, { depth }) => Math.max(most, depth), 0),
  }
}
