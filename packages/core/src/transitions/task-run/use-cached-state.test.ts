import { describe, expect, it } from 'vitest'
import { decideTask, reeveId, state, TASK_RUN_ID, told } from '../testing.ts'

const cached = state({
  type: 'COMPLETED',
  name: 'Completed',
  message: 'done',
  data: { type: 'reference' },
  state_details: { task_run_id: reeveId(1), cache_key: 'key' },
})
const situation = { state: state({ type: 'PENDING' }), facts: { cached } }

describe('a task whose result is known', () => {
  it('takes it over in a state of its own', () => {
    const decision = decideTask(situation, { type: 'RUNNING', state_details: { cache_key: 'key' } })
    expect(told(decision)).toBe('REJECT: Retrieved state from cache -> COMPLETED/Cached')
    expect(decision.state).toMatchObject({ message: 'done', data: { type: 'reference' } })
    expect(decision.state?.id).not.toBe(cached.id)
    expect(decision.state?.state_details).toMatchObject({ task_run_id: TASK_RUN_ID, cache_key: 'key' })
  })

  it.each([
    ['runs if it shall refresh the cache', { cache_key: 'key', refresh_cache: true }],
    ['runs if it names no key', {}],
    ['runs if its key is empty', { cache_key: '' }],
  ])('%s', (_, state_details) => {
    expect(told(decideTask(situation, { type: 'RUNNING', state_details }))).toBe('ACCEPT -> RUNNING/Running')
  })

  it('is not counted as having run, nor asked about its flow', () => {
    const decision = decideTask(
      {
        ...situation,
        run: { flow_run_id: reeveId(9) },
        flowRun: { id: reeveId(9), run_count: 1, state: null },
      },
      { type: 'RUNNING', state_details: { cache_key: 'key' } },
    )
    expect(decision.verdict.status).toBe('REJECT')
    expect(decision.columns.run_count).toBeUndefined()
  })
})

it('a task whose result is not known runs', () => {
  const unknown = { ...situation, facts: {} }
  expect(told(decideTask(unknown, { type: 'RUNNING', state_details: { cache_key: 'key' } }))).toBe(
    'ACCEPT -> RUNNING/Running',
  )
})
