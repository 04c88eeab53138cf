import { readFileSync } from 'node:fs'
import type { StateType } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import {
  answerStatus,
  decideFlowRun,
  decideTaskRun,
  EMPTY_LEDGER,
  type FlowRunPolicyName,
  type TaskRunPolicyName,
} from './index.ts'
import { STATE_TYPES, type StateParts } from './states.ts'
import {
  afterFlowRun,
  afterTaskRun,
  at,
  flowRun,
  NOW,
  parent,
  propose,
  state,
  surroundings,
  taskRun,
} from './testing.ts'

/* The outcome of every pair of types as it was measured on Prefect 3.8.8. */

interface Measured {
  http: number
  status: string
  state: string
  reason: string | null
  run_count: number
  start: boolean
  end: boolean
  next: boolean
}

type Matrix = Record<string, Partial<Record<StateType, Record<StateType, Measured>>>>

const file = new URL('../../../../conformance/contract/transition_matrix.json', import.meta.url)
const { matrix } = JSON.parse(readFileSync(file, 'utf8')) as { matrix: Matrix }

const RESULT = { type: 'reference', storage_key: 'here' }

interface Variant {
  readonly run: 'flow' | 'task'
  readonly deployment?: true
  readonly policy: 'core' | 'minimal'
  readonly result?: true
}

const VARIANTS: Record<string, Variant> = {
  'flow run without deployment': { run: 'flow', policy: 'core' },
  'flow run with deployment': { run: 'flow', policy: 'core', deployment: true },
  'flow run with deployment, COMPLETED has persisted data': {
    run: 'flow',
    policy: 'core',
    deployment: true,
    result: true,
  },
  'flow run, force': { run: 'flow', policy: 'minimal', result: true },
  'task run in a RUNNING flow run': { run: 'task', policy: 'core' },
  'task run, COMPLETED has persisted data': { run: 'task', policy: 'core', result: true },
  'task run, force': { run: 'task', policy: 'minimal', result: true },
}

/** How the run gets into its first state: what carries a stored result has run before. */
function history({ result }: Variant, from: StateType): StateParts[] {
  return from === 'COMPLETED' && result
    ? [{ type: 'RUNNING' }, { type: from, data: RESULT }]
    : [{ type: from }]
}

function outcome(variant: Variant, from: StateType, to: StateType): Measured {
  return variant.run === 'flow' ? flowOutcome(variant, from, to) : taskOutcome(variant, from, to)
}

function flowOutcome(variant: Variant, from: StateType, to: StateType): Measured {
  const options = (policy: FlowRunPolicyName, now = NOW) => ({
    policy,
    ledger: EMPTY_LEDGER,
    surroundings: surroundings({ now }),
  })
  let run = flowRun({ deployment: variant.deployment ? {} : null })
  for (const [index, parts] of history(variant, from).entries()) {
    const now = at(index - 5)
    run = afterFlowRun(run, decideFlowRun(run, propose(parts, now), options('minimal', now)))
  }
  const decision = decideFlowRun(run, propose({ type: to }), options(variant.policy))
  return summary(decision.verdict, afterFlowRun(run, decision))
}

function taskOutcome(variant: Variant, from: StateType, to: StateType): Measured {
  const options = (policy: TaskRunPolicyName, now = NOW) => ({
    policy,
    ledger: EMPTY_LEDGER,
    surroundings: surroundings({ now }),
  })
  let run = taskRun({ flowRun: parent(state({ type: 'RUNNING' })) })
  for (const [index, parts] of history(variant, from).entries()) {
    const now = at(index - 5)
    run = afterTaskRun(run, decideTaskRun(run, propose(parts, now), options('minimal', now)))
  }
  const decision = decideTaskRun(run, propose({ type: to }), options(variant.policy))
  return summary(decision.verdict, afterTaskRun(run, decision))
}

type Run = ReturnType<typeof flowRun> | ReturnType<typeof taskRun>

function summary(
  verdict: ReturnType<typeof decideFlowRun>['verdict'],
  { run, state: current }: Run,
): Measured {
  return {
    http: answerStatus(current, NOW),
    status: verdict.status,
    state: `${current?.type}/${current?.name}`,
    reason: 'reason' in verdict.details ? verdict.details.reason : null,
    run_count: run.run_count,
    start: run.start_time !== null,
    end: run.end_time !== null,
    next: run.next_scheduled_start_time !== null,
  }
}

describe.each(Object.keys(matrix))('%s', (name) => {
  const variant = VARIANTS[name] as Variant
  const rows = Object.entries(matrix[name] ?? {}) as [StateType, Record<StateType, Measured>][]
  it.each(rows.flatMap(([from, row]) => STATE_TYPES.map((to) => ({ from, to, measured: row[to] }))))(
    '$from -> $to ends as measured',
    ({ from, to, measured }) => {
      expect(outcome(variant, from, to)).toEqual(measured)
    },
  )
})
