import type { JsonObject } from '@reeve/wire'
import { runSetup } from '../framework/run-scenario.ts'
import type { Step } from '../framework/scenario.ts'
import type { Vocabulary } from '../framework/vocabulary.ts'
import { createBlock, createBlockSchema, createBlockType } from '../setup/blocks.ts'
import { createFlow, createRun, get, post } from '../setup/flow-runs.ts'
import { createDeployment, createLimit } from '../setup/limits.ts'
import { addSchedule } from '../setup/schedules.ts'
import { state } from '../setup/states.ts'
import { createTaskRun } from '../setup/task-runs.ts'

/** What a block of the world holds, a secret among it. */
const BLOCK_FIELDS: JsonObject = {
  title: 'Account',
  type: 'object',
  properties: { host: { type: 'string' }, password: { type: 'string', format: 'password' } },
  secret_fields: ['password'],
  block_schema_references: {},
}

/** The rows that requests name. */
const setup: readonly Step[] = [
  createFlow(),
  post('create pool', '/work_pools/', { name: 'pool-$(unique)', type: 'process' }),
  get('read its queue', '/work_pools/pool-$(unique)/queues/default', { capture: { queue: 'id' } }),
  post(
    'create agent queue',
    '/work_queues/',
    { name: 'queue-$(unique)' },
    { capture: { 'agent queue': 'id' } },
  ),
  post('heartbeat', '/work_pools/pool-$(unique)/workers/heartbeat', { name: 'worker-$(unique)' }),
  createDeployment({ work_pool_name: 'pool-$(unique)', concurrency_limit: 3 }),
  addSchedule('one'),
  createRun({ state: state('RUNNING'), tags: ['x'] }, { capture: { run: 'id', state: 'state_id' } }),
  createRun({ state: state('COMPLETED') }, { as: 'ended' }),
  createTaskRun({ state: state('RUNNING') }, { capture: { task: 'id', 'task state': 'state_id' } }),
  {
    ...post('save search', '/saved_searches/', { name: 'search-$(unique)' }, { capture: { search: 'id' } }),
    method: 'PUT',
  },
  createLimit('limit', 5),
  post('create tag limit', '/concurrency_limits/', { tag: 'tag-$(unique)', concurrency_limit: 2 }),
  post(
    'take a lease',
    '/v2/concurrency_limits/increment-with-lease',
    { names: ['limit-$(unique)'], slots: 1 },
    { capture: { lease: 'lease_id' } },
  ),
  post(
    'create variable',
    '/variables/',
    { name: 'variable-$(unique)', value: 1 },
    { capture: { variable: 'id' } },
  ),
  post(
    'create artifact',
    '/artifacts/',
    { key: 'key-$(unique)', data: 1, flow_run_id: '$(run)' },
    { capture: { artifact: 'id' } },
  ),
  createBlockType(),
  createBlockSchema(BLOCK_FIELDS, { capture: { schema: 'id', checksum: 'checksum' } }),
  createBlock({ host: 'h', password: 'p' }),
]

/** Makes those rows on a server; two servers get the same names. */
export async function buildWorld(server: string): Promise<Vocabulary> {
  const { vocabulary, transcript } = await runSetup(setup, server)
  const failed = Object.entries(transcript).filter(([, answer]) => answer.status >= 300)
  if (failed.length > 0)
    throw new Error(`Could not ${failed[0]?.[0]} on ${server}: ${JSON.stringify(failed[0]?.[1])}`)
  return vocabulary
}
