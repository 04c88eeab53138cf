import { expect, it } from 'vitest'
import { operations } from '../fuzz/document.ts'
import { groups } from './index.ts'

const scenarios = groups.flatMap((group) => group.scenarios)
const steps = groups.flatMap((group) => [
  ...(group.setup ?? []),
  ...group.scenarios.flatMap((one) => one.steps),
])

/** Resources that Reeve does not serve yet. */
const LEFT_OUT =
  /^\/(automations|block_|collections|work_pools|work_queues|templates|ui\/|deployments\/\{id\}\/(schedule|work_queue))/

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}(\\?.*)?$`)

it('names differ within a group', () => {
  for (const { name, scenarios: own } of groups) {
    const names = own.map((one) => one.name)
    expect(
      names.filter((one, i) => names.indexOf(one) !== i),
      name,
    ).toEqual([])
  }
})

it('every route is asked by some scenario', () => {
  const asked = (method: string, path: string) =>
    steps.some((step) => step.method === method && patternOf(path).test(step.path))
  const missing = operations
    .filter(({ path }) => !LEFT_OUT.test(path))
    .filter(({ method, path }) => !asked(method, path))
  expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([])
})

/** Numbers of rules that no request shows: internal ones, those of resources left out, and B39, which is none. */
const UNSEEN = new Set('A3 A7 A23 A28 A30 A35 A36 A38 B26 B39 B57 B62 B63 D16 D21'.split(' '))

const numbered = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`)

it('every rule of states, transitions, runs and filters is shown by some scenario', () => {
  const shown = new Set(scenarios.flatMap(({ rules }) => rules))
  const rules = [...numbered('A', 38), ...numbered('B', 63), ...numbered('C', 24), ...numbered('D', 24)]
  expect(rules.filter((rule) => !shown.has(rule) && !UNSEEN.has(rule))).toEqual([])
})
