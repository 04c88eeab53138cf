import type { JsonObject } from '@reeve/wire'
import { type Scenario, type Step, scenario } from '../../framework/scenario.ts'
import { blockRef, createBlock } from '../../setup/blocks.ts'
import { createDeploymentRun, createFlow, post, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const JOB_DEFAULTS: readonly [string, JsonObject][] = [
  ['it fits', { user: 'me', password: 'x' }],
  ['it does not fit', { user: 5 }],
  ['it lacks something', { password: 'x' }],
]

/** A pool whose job template holds this default; an account must have a user. */
const createPool = (account: JsonObject, name = 'pool'): Step => {
  const properties = {
    account: {
      type: 'object',
      properties: { user: { type: 'string' } },
      required: ['user'],
      default: account,
    },
    image: { type: 'string' },
  }
  const variables = { type: 'object', properties, required: ['image'] }
  return post(`create ${name}`, '/work_pools/', {
    name: `${name}-$(unique)`,
    type: 'process',
    base_job_template: { job_configuration: { image: '{{ image }}' }, variables },
  })
}

/** Blocks in the defaults of a pool's job template. */
export const jobTemplates: readonly Scenario[] = [
  ...JOB_DEFAULTS.map(([name, data]) =>
    scenario(
      `a block stands in a job template: ${name}`,
      'E40 K10',
      createBlock(data),
      createPool(blockRef('block')),
      createFlow(),
      createDeployment({ work_pool_name: 'pool-$(unique)', job_variables: { image: 'x' } }),
      createDeploymentRun({ job_variables: { image: 'y' } }),
      createDeploymentRun({ job_variables: { account: { user: 'sent' } } }, { as: 'second' }),
      createDeploymentRun({}, { as: 'third' }),
      remove('delete', '/block_documents/$(block)'),
      createDeploymentRun({ job_variables: { image: 'y' } }, { as: 'fourth' }),
    ),
  ),
  scenario(
    'no block stands in a job template',
    'E40 K10',
    createPool({ $ref: { block_document_id: UNKNOWN } }),
    createPool({ $ref: { block_document_id: 'none' } }, 'second'),
    createPool({ $ref: {} }, 'third'),
  ),
]
