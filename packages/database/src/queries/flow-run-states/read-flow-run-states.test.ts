import { buildFlowRun, buildTaskRun, databases, useDatabase } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { json } from '../../parameters.ts'
import { readTaskRunState } from '../task-run-states/read-task-run-state.ts'
import { readTaskRunStates } from '../task-run-states/read-task-run-states.ts'
import { readFlowRunState } from './read-flow-run-state.ts'
import { readFlowRunStates } from './read-flow-run-states.ts'

const at = (time: string) => `2026-01-01 ${time}.000000` as Instant
const UNKNOWN = '00000000-0000-4000-8000-000000000000'

describe.each(databases)('the states of runs on $name', (kind) => {
  const database = useDatabase(kind)

  test('of a flow run are listed from the oldest on', async () => {
    const run = await buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: at('02:00:00') } })
    const earlier = {
      type: 'PENDING',
      name: 'Pending',
      timestamp: at('01:00:00'),
      flow_run_id: run.id,
    } as const
    await database().write((db) => db.sql.insertInto('flow_run_state').values(earlier).execute())
    const states = await readFlowRunStates(database().quick, run.id)
    expect(states.map(({ name }) => name)).toEqual(['Pending', 'Running'])
    expect(await readFlowRunState(database().quick, run.state_id as string)).toEqual(states[1])
  })

  test('of a task run are listed from the oldest on', async () => {
    const run = await buildTaskRun(database(), {
      state: { type: 'COMPLETED', timestamp: at('02:00:00'), data: json({ x: 1 }) },
    })
    const earlier = {
      type: 'RUNNING',
      name: 'Running',
      timestamp: at('01:00:00'),
      task_run_id: run.id,
    } as const
    await database().write((db) => db.sql.insertInto('task_run_state').values(earlier).execute())
    const states = await readTaskRunStates(database().quick, run.id)
    expect(states.map(({ name, data }) => [name, data])).toEqual([
      ['Running', null],
      ['Completed', { x: 1 }],
    ])
    expect(await readTaskRunState(database().quick, run.state_id as string)).toEqual(states[1])
  })

  test('of unknown runs are none', async () => {
    expect(await readFlowRunStates(database().quick, UNKNOWN)).toEqual([])
    expect(await readTaskRunStates(database().quick, UNKNOWN)).toEqual([])
    expect(await readFlowRunState(database().quick, UNKNOWN)).toBeUndefined()
    expect(await readTaskRunState(database().quick, UNKNOWN)).toBeUndefined()
  })
})
