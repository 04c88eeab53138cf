import type { JsonObject } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { completedWithData, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates, setTaskState } from '../../setup/task-runs.ts'

const KEY = 'key-$(unique)'
const cached = (details: JsonObject = {}) => ({ details: { cache_key: KEY, ...details } })

/** A task run whose result is cached. */
const first = (details: JsonObject = {}) => [
  createTaskRun({ state: state('RUNNING') }, { as: 'first' }),
  setTaskState(completedWithData({ message: 'Done', ...cached(details) }), {
    of: 'first',
    name: 'complete the first',
  }),
]
const start = (details: JsonObject = {}) => setTaskState(state('RUNNING', cached(details)), { name: 'start' })

export const caching = [
  scenario(
    'a cached result is taken',
    'B43 B55',
    first(),
    createTaskRun(),
    start(),
    readTaskRun(),
    readTaskRunStates(),
  ),
  scenario(
    'a cached result is not taken when it is to be refreshed',
    'B43',
    first(),
    createTaskRun(),
    start({ refresh_cache: true }),
    readTaskRun(),
  ),
  scenario(
    'a cached result lasts until its time',
    'B43 B55',
    first({ cache_expiration: '$(now+600)' }),
    createTaskRun(),
    start(),
    readTaskRun(),
  ),
  scenario(
    'a cached result is gone after its time',
    'B43 B55',
    first({ cache_expiration: '$(now-60)' }),
    createTaskRun(),
    start(),
    readTaskRun(),
  ),
  scenario(
    'the newest cached result is taken',
    'B43 B55',
    first(),
    createTaskRun({ state: state('RUNNING') }, { as: 'second' }),
    setTaskState(completedWithData({ message: 'Newer', ...cached() }), {
      of: 'second',
      name: 'complete the second',
    }),
    createTaskRun(),
    start(),
    readTaskRun(),
  ),
  scenario(
    'another key finds nothing',
    'B43',
    first(),
    createTaskRun(),
    setTaskState(state('RUNNING', { details: { cache_key: 'other-$(unique)' } })),
    readTaskRun(),
  ),
  scenario(
    'a COMPLETED state without a key is not cached',
    'B55',
    createTaskRun({ state: state('RUNNING') }, { as: 'first' }),
    setTaskState(completedWithData(), { of: 'first', name: 'complete the first' }),
    createTaskRun(),
    start(),
    readTaskRun(),
  ),
  scenario(
    'a FAILED state is not cached',
    'B55',
    createTaskRun({ state: state('RUNNING') }, { as: 'first' }),
    setTaskState(state('FAILED', cached()), { of: 'first', name: 'fail the first' }),
    createTaskRun(),
    start(),
  ),
  scenario(
    'a forced COMPLETED state is not cached',
    'B42 B55',
    createTaskRun({ state: state('RUNNING') }, { as: 'first' }),
    setTaskState(completedWithData(cached()), { of: 'first', name: 'force the first', force: true }),
    createTaskRun(),
    start(),
  ),
  scenario(
    'a forced RUNNING state takes no cached result',
    'B42 B43',
    first(),
    createTaskRun(),
    setTaskState(state('RUNNING', cached()), { force: true }),
    readTaskRun(),
  ),
  ...[2000, 2001].map((length) =>
    scenario(
      `a cache key of ${length} characters`,
      'B55',
      createTaskRun({ state: state('RUNNING') }, { as: 'first' }),
      setTaskState(state('COMPLETED', { details: { cache_key: 'k'.repeat(length) } }), {
        of: 'first',
        name: 'complete the first',
      }),
      readTaskRun('first'),
      createTaskRun(),
      setTaskState(state('RUNNING', { details: { cache_key: 'k'.repeat(length) } })),
    ),
  ),
  scenario(
    'a cached result is taken whatever the flow run does',
    'B43 B48',
    first(),
    createTaskRun({ flow_run_id: '$(ended)' }),
    start(),
    readTaskRun(),
  ),
]
