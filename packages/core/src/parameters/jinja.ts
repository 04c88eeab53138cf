import { type JsonObject, withPlainNumbers } from '@reeve/wire'

/** What user templates may do at most; the same bounds that Prefect sets. [G33] */
const MAX_RANGE = 100
const MAX_LOOPS = 10
const MAX_LOOP_DEPTH = 2

/** A template that is well written and could take too long. */
export class UnboundedTemplate extends Error {}

/** A template that was read and found to keep within the bounds. */
export interface Program {
  readonly source: string
  readonly tree: object
}

/** The template engine: an interpreter, which never turns a template into JavaScript. */
export interface Templates {
  /** Reads a template. Throws if its syntax is wrong or it loops too much. */
  compile(source: string): Program
  /** Renders it; what is unknown renders as nothing. Throws if that fails. */
  render(program: Program, context: JsonObject): string
}

let loaded: Promise<Templates> | undefined

/** Loads the engine on first use: most servers never need it, and starting shall not wait for it. */
export function loadTemplates(): Promise<Templates> {
  loaded ??= import('@huggingface/jinja').then(templatesOf)
  return loaded
}

function templatesOf({
  Environment,
  Interpreter,
  parse,
  tokenize,
}: typeof import('@huggingface/jinja')): Templates {
  return {
    compile(source) {
      const tree = withNamedEnd(() => parse(tokenize(source.replace(/\n$/, ''))))
      refuseManyLoops(tree)
      return { source, tree }
    },
    render({ source, tree }, context) {
      if (!source.includes('{{') && !source.includes('{%')) return source
      const environment = new Environment()
      for (const [name, value] of Object.entries({
        ...CONSTANTS,
        range: boundedRange,
        ...withPlainNumbers(context),
      })) {
        environment.set(name, value)
      }
      try {
        const result = new Interpreter(environment).run(tree as ReturnType<typeof parse>)
        return String(result.value)
      } catch (error) {
        throw new Error(`Failed to render template due to the following error: ${(error as Error).message}`)
      }
    },
  }
}

/** Where a template ends too soon, the engine stumbles over what is not there. */
function withNamedEnd<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof TypeError) throw new SyntaxError("unexpected 'end of template'", { cause: error })
    throw error
  }
}

const CONSTANTS = { true: true, True: true, false: false, False: false, none: null, None: null }

/** The numbers of `range(stop)`, `range(start, stop)` or `range(start, stop, step)`. */
function boundedRange(first: number, second?: number, third?: number): number[] {
  const [start, stop] = typeof second === 'number' ? [first, second] : [0, first]
  const step = typeof third === 'number' ? third : 1
  if (step === 0) throw new RangeError('range() arg 3 must not be zero')
  const length = Math.max(0, Math.ceil((stop - start) / step))
  if (length > MAX_RANGE) {
    throw new RangeError(
      `Range too big. The sandbox blocks ranges larger than MAX_TEMPLATE_RANGE=${MAX_RANGE}.`,
    )
  }
  return Array.from({ length }, (_, index) => start + index * step)
}

function refuseManyLoops(tree: object): void {
  const { count, depth } = loopsIn(tree)
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
  const own = 'type' in node && node.type === 'For' ? 1 : 0
  const inner = Object.values(node).map(loopsIn)
  return {
    count: own + inner.reduce((sum, { count }) => sum + count, 0),
    depth: own + inner.reduce((most, { depth }) => Math.max(most, depth), 0),
  }
}
