import type { Json } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import { type Operation, operations } from '../fuzz/document.ts'
import { exchanges, fieldsIn, fieldsOf } from './exchanges.ts'
import { groups } from './index.ts'
import { REFUSALS } from './refusals.ts'

const scenarios = groups.flatMap((group) => group.scenarios)

/** Resources that Reeve does not serve yet. */
const LEFT_OUT = /^\/automations/

it('names differ within a group', () => {
  for (const { name, scenarios: own } of groups) {
    const names = own.map((one) => one.name)
    expect(
      names.filter((one, i) => names.indexOf(one) !== i),
      name,
    ).toEqual([])
  }
})

describe('the routes that are served', () => {
  const served = operations.filter(({ path }) => !LEFT_OUT.test(path))
  const asked = exchanges()
  const nameOf = ({ method, path }: Operation) => `${method} ${path}`
  const statusesOf = ({ id }: Operation) =>
    new Set(asked.filter(({ operation }) => operation?.id === id).map(({ status }) => status))

  /** Its address stands in an answer, as a whole URL. */
  const BY_ADDRESS = ['GET /events/filter/next']

  /** Its query is a text that need not be there. */
  const BY_ANY_TEXT = ['GET /block_schemas/checksum/{checksum}']

  it('all succeed in some scenario', () => {
    const failing = served.filter((one) => ![...statusesOf(one)].some((status) => status < 300))
    expect(failing.map(nameOf)).toEqual(BY_ADDRESS)
  })

  it('all refuse in some scenario what does not keep to their shape', () => {
    const takesAnything = served
      .filter(({ body, parameters }) => body || parameters.some((one) => one.in === 'query'))
      .filter((one) => !statusesOf(one).has(422))
    expect(takesAnything.map(nameOf)).toEqual(BY_ANY_TEXT)
  })

  it('all show each of their refusals', () => {
    const missing = served.flatMap((one) => {
      const shown = statusesOf(one)
      return (REFUSALS[nameOf(one)] ?? [])
        .filter((status) => !shown.has(status))
        .map((s) => `${nameOf(one)} ${s}`)
    })
    expect(missing).toEqual([])
  })

  it('are sent every parameter that they take', () => {
    const missing = served.flatMap((operation) => {
      const own = asked.filter((one) => one.operation?.id === operation.id)
      const inBodies = new Set(own.flatMap(({ step }) => sentFields(operation, step.body)))
      const inPaths = own.map(({ step }) => step.path)
      return [
        ...ownFields(operation).filter((field) => !inBodies.has(field)),
        ...operation.parameters
          .filter(
            ({ in: place, name }) => place === 'query' && !inPaths.some((path) => path.includes(`${name}=`)),
          )
          .map(({ name }) => `?${name}`),
      ].map((field) => `${nameOf(operation)} ${field}`)
    })
    expect(missing).toEqual([])
  })

  it('are sent every field of every shape', () => {
    const sent = new Set(
      asked.flatMap(({ operation, step }) => (operation ? sentFields(operation, step.body) : [])),
    )
    const known = served.flatMap(({ body }) => (body ? fieldsOf(body) : []))
    expect([...new Set(known)].filter((field) => !sent.has(field))).toEqual([])
  })
})

const sentFields = ({ body }: Operation, value: Json | undefined): string[] =>
  body && value !== undefined ? fieldsIn(body, value) : []

/** The fields of a body itself, not of what is in it. */
function ownFields({ body }: Operation): string[] {
  if (!body) return []
  const [name] = String(body.$ref ?? '')
    .split('/')
    .slice(-1)
  return fieldsOf(body).filter((field) => field.split('.').length === 2 && field.startsWith(`${name}.`))
}

/** Numbers of rules that no request shows: internal ones, those of resources left out, and B39, which is none. */
const UNSEEN = new Set('A3 A7 A23 A30 A35 A36 A38 B26 B39 B57 B62 B63 D16 D21'.split(' '))

const numbered = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`)

it('every rule of states, transitions, runs and filters is shown by some scenario', () => {
  const shown = new Set(scenarios.flatMap(({ rules }) => rules))
  const rules = [...numbered('A', 38), ...numbered('B', 63), ...numbered('C', 40), ...numbered('D', 24)]
  expect(rules.filter((rule) => !shown.has(rule) && !UNSEEN.has(rule))).toEqual([])
})
