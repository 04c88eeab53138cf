import type { Route } from '@reeve/wire'

/** What is served under a path template. */
export interface Served {
  readonly method: string
  /** With `{name}` for parameters. */
  readonly template: string
  /** Names of the parameters that only UUIDs match. */
  readonly uuids: ReadonlySet<string>
}

const UUID = '[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}'

/** The one operation that answers an id which is no UUID as invalid instead of unknown. */
const LENIENT = '/v2/concurrency_limits/leases/{lease_id}/renew'

/** Names of the path parameters that only UUIDs match; another text there is an unknown path. [L4] */
export function uuidParams({ path, params }: Pick<Route, 'path' | 'params'>): ReadonlySet<string> {
  if (path === LENIENT) return new Set()
  const entries = Object.entries(params?.properties ?? {})
  return new Set(
    entries.filter(([, schema]) => 'format' in schema && schema.format === 'uuid').map(([name]) => name),
  )
}

/** What to answer for a path and method that nothing serves. */
export type Miss =
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'other-slash'; readonly path: string }
  | { readonly kind: 'unknown' }

/** Finds out why a path is not served: another method is, or the path with or without its last slash. [L4, L5] */
export function explainMiss(served: readonly Served[]): (path: string) => Miss {
  const entries = served.map((entry) => ({ method: entry.method, pattern: patternOf(entry) }))
  const methodsAt = (path: string) =>
    entries.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
  return (path) => {
    const allowed = [...new Set(methodsAt(path))].sort()
    if (allowed.length > 0) return { kind: 'wrong-method', allowed }
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
    return methodsAt(other).length > 0 ? { kind: 'other-slash', path: other } : { kind: 'unknown' }
  }
}

function patternOf({ template, uuids }: Served): RegExp {
  const source = template
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_, name: string) => (uuids.has(name) ? UUID : '[^/]+'))
  return new RegExp(`^${source}$`)
}
