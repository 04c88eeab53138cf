import type { Group, Scenario } from '../framework/scenario.ts'
import { createFlow, createRun } from '../setup/flow-runs.ts'
import { completedWithData, STATE_TYPES, type StateTypeName, state } from '../setup/states.ts'
import { createTaskRun, readTaskRun, setTaskState } from '../setup/task-runs.ts'

const pairs = STATE_TYPES.flatMap((from) => STATE_TYPES.map((to) => [from, to] as const))

const transition = ([from, to]: readonly [StateTypeName, StateTypeName]): Scenario => ({
  name: `${from} to ${to}`,
  rules: ['A12', 'A13', 'A14', 'A17', 'A19', 'A34', 'A37', 'B38', 'B44', 'B46', 'B47', 'B54'],
  steps: [createTaskRun({ state: state(from) }), setTaskState(state(to)), readTaskRun()],
})

const forced = ([from, to]: readonly [StateTypeName, StateTypeName]): Scenario => ({
  name: `${from} to ${to}, forced`,
  rules: ['A32', 'B42'],
  steps: [createTaskRun({ state: state(from) }), setTaskState(state(to), { force: true }), readTaskRun()],
})

/** A deferred state is a background task's, whatever `force` says. [A32, B58] */
const deferred = ([from, to]: readonly [StateTypeName, StateTypeName]): Scenario => ({
  name: `${from} to ${to}, deferred`,
  rules: ['A32', 'B11', 'B12', 'B58', 'B59'],
  steps: [
    createTaskRun({ flow_run_id: null, state: state(from, { details: { deferred: true } }) }),
    setTaskState(state(to, { details: { deferred: true } }), { force: true }),
    readTaskRun(),
  ],
})

const withData = (to: StateTypeName, force: boolean): Scenario => ({
  name: `COMPLETED with a stored result to ${to}${force ? ', forced' : ''}`,
  rules: ['A9', 'B45'],
  steps: [
    createTaskRun({ state: state('RUNNING') }),
    setTaskState(completedWithData(), { name: 'complete with data' }),
    setTaskState(state(to), { name: `propose ${to}`, force }),
    readTaskRun(),
  ],
})

export const taskRunTransitions: Group = {
  name: 'task-run-transitions',
  about: 'Every pair of states of a task run.',
  setup: [createFlow(), createRun({ state: state('RUNNING') })],
  scenarios: [
    ...pairs.map(transition),
    ...pairs.map(forced),
    ...pairs.map(deferred),
    ...STATE_TYPES.map((to) => withData(to, false)),
    ...STATE_TYPES.map((to) => withData(to, true)),
  ],
}
