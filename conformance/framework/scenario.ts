import type { Json } from '@reeve/wire'

/**
 * One request of a scenario and what is of interest in its answer. Texts in `path`, `body` and `headers` may
 * hold references: `$(run)` is what an earlier step captured under that name, `$(unique)` a text of this run
 * of the scenario alone, `$(now)` and `$(now+30)` instants counted in seconds from its start, `$(uuid:name)`
 * an id made once for each name.
 */
export interface Step {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'
  /** Below the API root, unless `outside`. */
  readonly path: string
  /** The path is that of the whole server, not of its API. */
  readonly outside?: true
  readonly body?: Json
  /** A body sent as it is, for texts that are no JSON. */
  readonly text?: string
  /** Over `CLIENT_HEADERS`; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** Name by name, where in the answer its value stands. */
  readonly capture?: Readonly<Record<string, string>>
  /** Lists of the answer whose order the contract leaves open. */
  readonly lists?: readonly ListOrder[]
  /** Where the answer holds what is different each time. */
  readonly vary?: readonly string[]
  /** Where the answer holds seconds that depend on the speed of the server. */
  readonly seconds?: readonly string[]
  readonly expect?: readonly Relation[]
  /** Sends the request until these hold: what a server does in its own time. */
  readonly until?: readonly Relation[]
}

/** A list that is brought into the order of a field before it is compared. */
export interface ListOrder {
  readonly at: string
  /** The field; none for a list of plain values. */
  readonly by?: string
  /** What the server promises all the same: that the ids descend. */
  readonly descendingIds?: true
}

/** What must hold in an answer, on any server. `at` is a path in the body, or `header:` and a name. */
export type Relation = { readonly at: string } & (
  | { readonly equals: Json }
  | { readonly differs: Json }
  | { readonly above: number | string }
  | { readonly between: readonly [number, number] }
  | { readonly length: number }
  | { readonly descending: true }
)

/** A story of requests with the rules of the contract that it shows. */
export interface Scenario {
  readonly name: string
  readonly rules: readonly string[]
  readonly steps: readonly Step[]
  /** Runs while no other scenario of its group does. */
  readonly alone?: true
}

/** Scenarios that share a server, its settings and what `setup` made on it. */
export interface Group {
  readonly name: string
  readonly about: string
  /** Environment variables of the server, over those that all groups have. */
  readonly environment?: Readonly<Record<string, string>>
  /** Databases whose answers differ by nature are recorded one by one; else PostgreSQL speaks for both. */
  readonly eachDatabase?: true
  /** Its answers tell of all rows there are, so no other group may leave some. */
  readonly ownServer?: true
  readonly setup?: readonly Step[]
  readonly scenarios: readonly Scenario[]
}

/** What the client of the release that is the reference sends with each request. */
export const CLIENT_HEADERS = {
  'content-type': 'application/json',
  'user-agent': 'prefect/3.8.8 (API 0.8.4)',
  'x-prefect-api-version': '0.8.4',
} as const

/** A scenario, written in the order in which it is read. */
export const scenario = (name: string, rules: string, ...steps: (Step | readonly Step[])[]): Scenario => ({
  name,
  rules: rules.split(' '),
  steps: steps.flat(),
})
