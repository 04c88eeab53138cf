import type { Json } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { createRun, get, post, readRun, setState } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'

const resume = (body?: Json, name = 'resume') => post(name, '/flow_runs/$(run)/resume', body)
const KEYSET = { schema: 'one-schema', response: 'one-response' }
const paused = (details: Record<string, Json> = {}) =>
  state('PAUSED', { details: { pause_key: 'one', pause_timeout: '$(now+600)', ...details } })

const storeInput = (key: string, value: string) =>
  post(`store ${key}`, '/flow_runs/$(run)/input', { key, value })
const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', default: 1 } },
  required: ['name'],
}

/** A run that waits for input of a schema. */
const asking = (schema: string = JSON.stringify(SCHEMA)) => [
  createRun({ state: state('RUNNING') }),
  setState(paused({ run_input_keyset: KEYSET }), { name: 'pause for input' }),
  storeInput(KEYSET.schema, schema),
]
const readResponse = get('read the stored response', `/flow_runs/$(run)/input/${KEYSET.response}`)

const INPUTS: readonly [string, Json][] = [
  ['input that fits', { name: 'Ada', age: 36 }],
  ['input without what has a default', { name: 'Ada' }],
  ['input without what is required', { age: 36 }],
  ['input of a wrong type', { name: 5 }],
  ['null for what is optional', { name: 'Ada', age: null }],
  ['more than the schema knows', { name: 'Ada', other: true }],
  ['empty input', {}],
  ['a JSON placeholder', { name: { __prefect_kind: 'json', value: '"Ada"' } }],
  ['a bad JSON placeholder', { name: { __prefect_kind: 'json', value: '{nope' } }],
  ['a Jinja placeholder', { name: { __prefect_kind: 'jinja', template: 'Hello {{ 1 + 1 }}' } }],
  ['a bad Jinja placeholder', { name: { __prefect_kind: 'jinja', template: 'Hello {{ 1 + ' } }],
  [
    'an unknown variable',
    { name: { __prefect_kind: 'workspace_variable', variable_name: 'none_$(unique)' } },
  ],
]

export const resuming = [
  ...STATE_TYPES.filter((type) => type !== 'PAUSED').map((type) =>
    scenario(`resume a ${type} run`, 'C21 A37', createRun({ state: state(type) }), resume(), readRun()),
  ),
  scenario(
    'resume a paused run',
    'C23 A37',
    createRun({ state: state('RUNNING') }),
    setState(paused()),
    resume(),
    readRun(),
  ),
  scenario(
    'resume a suspended run',
    'C23 A18',
    createDeployment(),
    createRun({ deployment_id: '$(deployment)', state: state('RUNNING') }),
    setState(paused({ pause_reschedule: true })),
    resume(),
    readRun(),
    resume({}, 'resume again'),
  ),
  scenario(
    'resume a run paused for too long',
    'C23 B33',
    createRun({ state: paused({ pause_timeout: '$(now-60)' }) }),
    resume(),
    readRun(),
  ),
  scenario(
    'resume a suspended run without a deployment',
    'C23 B32',
    createRun({ state: paused({ pause_reschedule: true }) }),
    resume(),
    readRun(),
  ),
  ...INPUTS.map(([name, input]) =>
    scenario(
      `resume with ${name}`,
      'C22 C23 K1 K3',
      asking(),
      resume({ run_input: input }),
      readRun(),
      readResponse,
    ),
  ),
  scenario('resume without the input that is asked for', 'C22', asking(), resume(), readRun()),
  scenario(
    'resume when the schema is no JSON',
    'C22',
    asking('no json'),
    resume({ run_input: { name: 'Ada' } }),
  ),
  scenario(
    'resume when the schema is no schema',
    'C22',
    asking('{"type": 5}'),
    resume({ run_input: { name: 'Ada' } }),
  ),
  scenario(
    'resume when the schema is missing',
    'C22',
    createRun({ state: state('RUNNING') }),
    setState(paused({ run_input_keyset: KEYSET })),
    resume({ run_input: { name: 'Ada' } }),
    readRun(),
  ),
  scenario(
    'resume with input that was not asked for',
    'C22',
    createRun({ state: state('RUNNING') }),
    setState(paused()),
    resume({ run_input: { name: 'Ada' } }),
    readRun(),
  ),
  ...(['x', [], 5] as const).map((input) =>
    scenario(
      `resume with ${JSON.stringify(input)} as input`,
      'L2',
      asking(),
      resume({ run_input: input as Json }),
    ),
  ),
]
