import { buildFlowRun, databases, useDatabase } from '@reeve/testkit'
import type { Instant, StateDetails } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { type ChangedRun, saveTransitions } from './save-transitions.ts'

const NOW = '2026-01-01 12:00:00.000000' as Instant

const toRunning = (run: { id: string }, from: string | null, stateId: string): ChangedRun => ({
  transition: {
    run_id: run.id,
    previous_state_id: from,
    state_id: stateId,
    type: 'RUNNING',
    name: 'Running',
    timestamp: NOW,
    message: null,
    state_details: {} as StateDetails,
    result_artifact_id: null,
    run_count: 1,
    start_time: NOW,
    end_time: null,
    total_run_time: 0,
    expected_start_time: null,
    next_scheduled_start_time: null,
    empirical_policy: {},
    now: NOW,
  },
  changed: { run_count: 1, start_time: NOW },
})

const stateId = (number: number) => `0195a000-0000-7000-8000-00000000000${number}`

describe.each(databases)('transitions of flow runs on $name', (kind) => {
  const database = useDatabase(kind)

  test('none is saved if a run is in another state than the decision was made on', async () => {
    const [run, left] = [await buildFlowRun(database()), await buildFlowRun(database())]
    const transitions = [toRunning(run, run.state_id, stateId(1)), toRunning(left, stateId(3), stateId(2))]
    const saving = database().write((db) => saveTransitions(db, transitions))
    await expect(saving).rejects.toThrow('1 of the runs left the state they were decided on')
    const { sql } = database().quick
    const states = await sql.selectFrom('flow_run_state').select('type').execute()
    expect(states.map(({ type }) => type)).toEqual(['PENDING', 'PENDING'])
    const runs = await sql.selectFrom('flow_run').select('state_id').execute()
    expect(runs.map(({ state_id }) => state_id).sort()).toEqual([run.state_id, left.state_id].sort())
  })
})
