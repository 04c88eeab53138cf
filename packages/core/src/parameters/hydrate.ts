import { isWrittenNumber, type Json, type JsonObject, parseJson } from '@reeve/wire'
import { jsonProblem } from './json-problem.ts'
import { loadTemplates, type Templates } from './load-templates.ts'
import { HydrationError, isPlaceholder, type Placeholder, Unrendered } from './placeholders.ts'

/** What placeholders are filled in from. */
export interface HydrationOptions {
  /** The variables of the workspace by name; null leaves placeholders for variables as they are. Default: null. */
  readonly variables?: Readonly<Record<string, Json>> | ReadonlyMap<string, Json> | null
  /** Whether templates are rendered. They are checked either way. Default: false. */
  readonly renderJinja?: boolean
  /** What templates see. Default: nothing. */
  readonly jinjaContext?: JsonObject
}

/** A value whose placeholders were filled in, or marked where that failed or was not asked for. */
export type Hydrated = Json | Placeholder | Hydrated[] | { [key: string]: Hydrated }

/**
 * Fills in the placeholders (`__prefect_kind`) of parameters, at any depth. Throws a `HydrationError` for the
 * first one that cannot be filled in. [K1, K2]
 */
export async function hydrate(values: JsonObject, options: HydrationOptions = {}): Promise<JsonObject> {
  const hydrated = await hydrator(values, options, (error) => {
    throw error
  })
  return hydrated as JsonObject
}

/** The same, with errors standing in place of the values that they are about. [K7, K8] */
export const hydrateLeniently = (values: JsonObject, options: HydrationOptions = {}): Promise<Hydrated> =>
  hydrator(values, options, (error) => error)

/** Says that a value is to be left out of the object or list that it stands in. */
const OMITTED = Symbol('omitted')

type OnError = (error: HydrationError) => HydrationError
type Result = Hydrated | typeof OMITTED

interface Context {
  readonly options: HydrationOptions
  readonly templates: Templates | null
  readonly onError: OnError
}

async function hydrator(values: JsonObject, options: HydrationOptions, onError: OnError): Promise<Hydrated> {
  try {
    const templates = mentionsTemplates(values) ? await loadTemplates() : null
    const result = walk(values, { options, templates, onError })
    return result === OMITTED ? {} : result
  } catch (error) {
    if (error instanceof RangeError) return onError(new HydrationError('Values are nested too deeply.'))
    throw error
  }
}

const KIND = '__prefect_kind'

/** The template engine is loaded for those who use it only. */
const mentionsTemplates = (value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ((!Array.isArray(value) && value[KIND] === 'jinja') || Object.values(value).some(mentionsTemplates))

function walk(value: Json, context: Context): Result {
  if (Array.isArray(value)) {
    return value.map((entry) => walk(entry, context)).filter((entry) => entry !== OMITTED)
  }
  if (typeof value !== 'object' || value === null || isWrittenNumber(value)) return value
  if (KIND in value) return fillIn(value, context)
  const entries = Object.entries(value).map(([key, entry]): [string, Result] => [key, walk(entry, context)])
  return Object.fromEntries(entries.filter(([, entry]) => entry !== OMITTED)) as { [key: string]: Hydrated }
}

function fillIn(placeholder: JsonObject, context: Context): Result {
  const result = fill(placeholder, context)
  return result instanceof HydrationError ? context.onError(result) : result
}

function fill(placeholder: JsonObject, context: Context): Result {
  switch (placeholder[KIND]) {
    case 'none':
      return 'value' in placeholder ? walk(placeholder.value as Json, context) : missing('value')
    case 'json':
      return 'value' in placeholder ? parsed(nested(placeholder.value as Json, context)) : OMITTED
    case 'jinja':
      return 'template' in placeholder
        ? rendered(nested(placeholder.template as Json, context), context)
        : missing('template')
    case 'workspace_variable':
      return 'variable_name' in placeholder
        ? variable(nested(placeholder.variable_name as Json, context), context)
        : OMITTED
    default:
      return placeholder.value ?? null
  }
}

const missing = (key: string) => new HydrationError(`Missing '${key}' key in __prefect object`)

/** The argument of a placeholder may be a placeholder itself. */
const nested = (argument: Json, context: Context): Result =>
  typeof argument === 'object' && argument !== null && !Array.isArray(argument)
    ? walk(argument, context)
    : argument

function parsed(text: Result): Result {
  if (typeof text !== 'string') return text
  try {
    return parseJson(text) as Json
  } catch {
    return new HydrationError(`Invalid JSON: ${jsonProblem(text)}`)
  }
}

function rendered(template: Result, { options, templates }: Context): Result {
  if (template === OMITTED || isPlaceholder(template) || templates === null) return template
  if (typeof template !== 'string') return new HydrationError('Invalid jinja: a template must be a string')
  try {
    const program = templates.compileTemplate(template)
    return options.renderJinja
      ? templates.renderTemplate(program, options.jinjaContext ?? {})
      : new Unrendered('jinja', template)
  } catch (error) {
    return new HydrationError(`Invalid jinja: ${(error as Error).message}`)
  }
}

function variable(name: Result, { options: { variables } }: Context): Result {
  if (name === OMITTED || isPlaceholder(name)) return name
  if (variables === null || variables === undefined) return new Unrendered('workspace_variable', String(name))
  const value =
    variables instanceof Map ? variables.get(name) : ownValue(variables as Record<string, Json>, name)
  return value === undefined ? new HydrationError(`Variable '${name}' not found in workspace.`) : value
}

const ownValue = (record: Readonly<Record<string, Json>>, name: Hydrated): Json | undefined =>
  typeof name === 'string' && Object.hasOwn(record, name) ? record[name] : undefined
