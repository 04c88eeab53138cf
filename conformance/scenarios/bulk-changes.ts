import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Step, scenario } from '../framework/scenario.ts'
import { createFlow, createRun, get, post, readRun, setState } from '../setup/flow-runs.ts'
import { createLimitedDeployment, readLimit } from '../setup/limits.ts'
import { completedWithData, STATE_TYPES, type StateTypeName, state } from '../setup/states.ts'

const ofFlow = { flow_id: '$(flow)' }
/** The runs of a scenario: those that bear its text in their tags. */
const MINE = { tags: { all_: ['$(unique)'] } }

const tagged = (as: string, body: JsonObject = {}) =>
  createRun({ ...ofFlow, tags: ['$(unique)'], ...body }, { as })
const inState = (type: StateTypeName) => tagged(type.toLowerCase(), { state: state(type) })

/**
 * Results come by descending id. The reference makes the states that it returns share their details, so which
 * run's they show depends on ids: what is stored is compared instead. [C13]
 */
const RESULTS = {
  lists: [{ at: 'results', by: 'flow_run_id', descendingIds: true }],
  vary: ['results[*].state.state_details'],
} as const

const bulk = (proposed: JsonObject, body: JsonObject = {}, options: Partial<Step> = {}) =>
  post(
    'change in bulk',
    '/flow_runs/bulk_set_state',
    { flow_runs: MINE, state: proposed, ...body },
    { ...RESULTS, ...options },
  )

const readAll = post('read all', '/flow_runs/filter', { flow_runs: MINE, sort: 'NAME_ASC' })

const LIMITS: readonly Json[] = [0, 51, -1, 'x', 1.5, null, '3', 50, 1, 1e20]

const FILTERS: readonly [string, Json][] = [
  ['null', null],
  ['unknown key', { color: 'red' }],
  ['bad id', { id: { any_: ['x'] } }],
  ['bad operator', { operator: 'xor_' }],
  ['a list', []],
  ['nothing that matches', { id: { any_: [] } }],
]

/** Which of the runs get the slots depends on their ids. */
const askForSlots: Step = {
  ...bulk(state('PENDING')),
  name: 'ask for slots',
  lists: [{ at: 'results', by: 'status', descendingIds: true }],
  vary: ['results[*].flow_run_id', 'results[*].state.id', 'results[*].state.state_details'],
}

export const bulkChanges: Group = {
  name: 'bulk-changes',
  about: 'Many runs changed or deleted in one request.',
  setup: [createFlow(), createFlow('other')],
  scenarios: [
    scenario(
      'each run gets its own verdict',
      'C13 B12 B27',
      (['SCHEDULED', 'RUNNING', 'PENDING', 'COMPLETED'] as const).map(inState),
      bulk(state('PENDING')),
      { ...readAll, vary: ['[*].state.state_details.scheduled_time'] },
    ),
    ...STATE_TYPES.flatMap((type) =>
      [false, true].map((force) =>
        scenario(
          `runs of every state to ${type}${force ? ', forced' : ''}`,
          'C13 A31 A32',
          STATE_TYPES.map(inState),
          bulk(state(type, { message: 'in bulk' }), { force }),
          { ...readAll, vary: ['[*].state.state_details.scheduled_time'] },
        ),
      ),
    ),
    ...LIMITS.map((limit) =>
      scenario(
        `a change in bulk with the limit ${JSON.stringify(limit)}`,
        'C13 L2',
        tagged('one'),
        bulk(state('CANCELLED'), { limit }),
        readAll,
      ),
    ),
    ...LIMITS.map((limit) =>
      scenario(
        `a deletion in bulk with the limit ${JSON.stringify(limit)}`,
        'C12 L2',
        tagged('one'),
        post('delete in bulk', '/flow_runs/bulk_delete', { flow_runs: MINE, limit }),
        readAll,
      ),
    ),
    ...FILTERS.filter(([name]) => name !== 'null').map(([name, filter]) =>
      scenario(
        `a change in bulk with ${name} as filter`,
        'C13 D1 L2',
        bulk(state('CANCELLED'), { flow_runs: filter }),
      ),
    ),
    ...FILTERS.filter(([name]) => name !== 'null').map(([name, filter]) =>
      scenario(
        `a deletion in bulk with ${name} as filter`,
        'C12 D1 L2',
        post('delete in bulk', '/flow_runs/bulk_delete', { flow_runs: filter }),
      ),
    ),
    scenario(
      'a change in bulk without a state',
      'L2',
      post('change in bulk', '/flow_runs/bulk_set_state', { flow_runs: MINE }),
    ),
    scenario('a change in bulk without a body', 'L2', post('change in bulk', '/flow_runs/bulk_set_state')),
    scenario('a change in bulk to an unknown state', 'L2', bulk({ type: 'SLEEPING' })),
    scenario('a change in bulk with a text as force', 'L2', bulk(state('CANCELLED'), { force: 'x' })),
    scenario(
      'a change in bulk with a key too many',
      'L2',
      tagged('one'),
      bulk(state('CANCELLED'), { color: 'red' }),
    ),
    scenario(
      'a change in bulk stops at its limit',
      'C13',
      ['one', 'two', 'three'].map((name) => tagged(name)),
      bulk(state('CANCELLED'), { limit: 2 }, { expect: [{ at: 'results', length: 2 }], vary: ['results'] }),
      post('count the cancelled', '/flow_runs/count', {
        flow_runs: { ...MINE, state: { type: { any_: ['CANCELLED'] } } },
      }),
    ),
    scenario(
      'slots are given out within a change in bulk',
      'C13 B19 B20',
      createLimitedDeployment(2),
      ['one', 'two', 'three', 'four'].map((name) =>
        tagged(name, { deployment_id: '$(deployment)', state: state('SCHEDULED') }),
      ),
      askForSlots,
      readLimit('limit'),
    ),
    scenario(
      'a change in bulk gives slots back',
      'C13 B34',
      createLimitedDeployment(2),
      ['one', 'two'].map((name) =>
        tagged(name, { deployment_id: '$(deployment)', state: state('SCHEDULED') }),
      ),
      askForSlots,
      readLimit('limit', { name: 'read the full limit' }),
      bulk(state('COMPLETED')),
      readLimit('limit'),
    ),
    scenario(
      'a change in bulk cancels new runs where the limit is full',
      'C13 B21',
      createLimitedDeployment(1, { concurrency_options: { collision_strategy: 'CANCEL_NEW' } }),
      ['one', 'two', 'three'].map((name) =>
        tagged(name, { deployment_id: '$(deployment)', state: state('SCHEDULED') }),
      ),
      askForSlots,
      readLimit('limit'),
    ),
    scenario(
      'a change in bulk retries what has retries',
      'C13 B37b',
      tagged('one', { state: state('RUNNING'), empirical_policy: { retries: 1 } }),
      tagged('two', { state: state('RUNNING') }),
      bulk(state('FAILED', { message: 'all down' })),
      { ...readAll, vary: ['[*].state.state_details.scheduled_time', '[*].next_scheduled_start_time'] },
    ),
    scenario(
      'a change in bulk stores the data of each run',
      'C13 A9',
      ['one', 'two'].map((name) => tagged(name, { state: state('RUNNING') })),
      bulk(completedWithData()),
      bulk(state('COMPLETED'), {}, { name: 'complete them without data' }),
      readAll,
    ),
    scenario(
      'a change in bulk claims a run once',
      'C13 B2',
      tagged('one', { state: state('SCHEDULED') }),
      bulk(state('PENDING', { details: { transition_id: '$(uuid:transition)' } })),
      bulk(
        state('PENDING', { details: { transition_id: '$(uuid:transition)' } }),
        {},
        { name: 'change them again' },
      ),
    ),
    scenario(
      'a change in bulk delays what is scheduled for later',
      'C13 B36',
      tagged('later', { state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }) }),
      tagged('now', { state: state('SCHEDULED') }),
      bulk(state('RUNNING')),
      readAll,
    ),
    scenario(
      'a change in bulk with a filter of an older client',
      'C13 B61',
      tagged('one', { state: state('RUNNING') }),
      bulk(state('FAILED'), {}, { headers: { 'x-prefect-api-version': '0.8.2', 'user-agent': null } }),
      readRun('one'),
    ),
    scenario(
      'runs are deleted in bulk',
      'C12 C11',
      ['one', 'two', 'three'].map((name) => tagged(name)),
      post(
        'delete two',
        '/flow_runs/bulk_delete',
        { flow_runs: MINE, limit: 2 },
        { vary: ['deleted'], expect: [{ at: 'deleted', length: 2 }] },
      ),
      post(
        'delete the rest',
        '/flow_runs/bulk_delete',
        { flow_runs: MINE },
        { vary: ['deleted'], expect: [{ at: 'deleted', length: 1 }] },
      ),
      post('delete nothing', '/flow_runs/bulk_delete', { flow_runs: MINE }),
      readAll,
    ),
    scenario(
      'runs deleted in bulk give their slots back',
      'C12 F23',
      createLimitedDeployment(2),
      ['one', 'two'].map((name) =>
        tagged(name, { deployment_id: '$(deployment)', state: state('SCHEDULED') }),
      ),
      ['one', 'two'].map((of) => setState(state('PENDING'), { of, name: `claim ${of}` })),
      post('delete them', '/flow_runs/bulk_delete', { flow_runs: MINE }, { vary: ['deleted'] }),
      readLimit('limit'),
    ),
    scenario(
      'flows are deleted in bulk with their runs',
      'C12 C41',
      createFlow('doomed'),
      createRun({ flow_id: '$(doomed)' }),
      post('delete the flow', '/flows/bulk_delete', { flows: { id: { any_: ['$(doomed)'] } } }),
      readRun(),
      get('read the flow', '/flows/$(doomed)'),
    ),
    ...([0, 51, 'x'] as const).map((limit) =>
      scenario(
        `flows are deleted in bulk with the limit ${JSON.stringify(limit)}`,
        'C12',
        post('delete flows', '/flows/bulk_delete', { flows: { id: { any_: [] } }, limit }),
      ),
    ),
    scenario(
      'no flow is deleted in bulk',
      'C12',
      post('delete flows', '/flows/bulk_delete', { flows: { id: { any_: [] } } }),
    ),
  ],
}
