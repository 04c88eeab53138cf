import type { JsonObject } from '@reeve/wire'
import type { Group, Scenario } from '../framework/scenario.ts'
import { createFlow, createRun, post, readRun, setState } from '../setup/flow-runs.ts'
import { completedWithData, STATE_TYPES, type StateTypeName, state } from '../setup/states.ts'

/** The rules that decide between the default states of two types. */
const RULES = [
  'A1',
  'A12',
  'A13',
  'A14',
  'A17',
  'A18',
  'A34',
  'A37',
  'B3',
  'B6',
  'B8',
  'B9',
  'B12',
  'B27',
  'B31',
]

const pairs = STATE_TYPES.flatMap((from) => STATE_TYPES.map((to) => [from, to] as const))

function transition(from: StateTypeName, to: StateTypeName, label: string, body: JsonObject): Scenario {
  return {
    name: `${from} to ${to}, ${label}`,
    rules: RULES,
    steps: [createRun({ state: state(from), ...body }), setState(state(to)), readRun()],
  }
}

/** Force goes past the rules but not past the result of a run that is stored. [B5, B40] */
function forced(from: StateTypeName, to: StateTypeName): Scenario {
  const start =
    from === 'COMPLETED'
      ? [createRun(), setState(completedWithData(), { name: 'complete with data' })]
      : [createRun({ state: state(from) })]
  return {
    name: `${from} to ${to}, forced`,
    rules: ['A32', 'B5', 'B40'],
    steps: [...start, setState(state(to), { force: true }), readRun()],
  }
}

const withData = (to: StateTypeName): Scenario => ({
  name: `COMPLETED with a stored result to ${to}`,
  rules: ['A9', 'B4', 'B5'],
  steps: [
    createRun({ deployment_id: '$(deployment)', state: state('RUNNING') }),
    setState(completedWithData(), { name: 'complete with data' }),
    setState(state(to), { name: `propose ${to}` }),
    readRun(),
  ],
})

export const flowRunTransitions: Group = {
  name: 'flow-run-transitions',
  about: 'Every pair of states of a flow run.',
  setup: [
    createFlow(),
    post(
      'create deployment',
      '/deployments/',
      { name: 'deployment-$(unique)', flow_id: '$(flow)' },
      { capture: { deployment: 'id' } },
    ),
  ],
  scenarios: [
    ...pairs.map(([from, to]) => transition(from, to, 'no deployment', {})),
    ...pairs.map(([from, to]) =>
      transition(from, to, 'with a deployment', { deployment_id: '$(deployment)' }),
    ),
    ...pairs.map(([from, to]) => forced(from, to)),
    ...STATE_TYPES.map(withData),
  ],
}
