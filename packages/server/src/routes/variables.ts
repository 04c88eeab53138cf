import { countVariables } from '@reeve/database/queries/variables/count-variables'
import { readVariable } from '@reeve/database/queries/variables/read-variable'
import { readVariables } from '@reeve/database/queries/variables/read-variables'
import { variableRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { pickSent } from '../operations/pick-sent.ts'
import { requireRow } from '../operations/require-row.ts'
import { createVariable } from '../operations/variables/create-variable.ts'
import { deleteVariable } from '../operations/variables/delete-variable.ts'
import { updateVariable } from '../operations/variables/update-variable.ts'
import { pageLimit } from './paging.ts'

/** Variables. */
export const variableBindings: readonly BoundRoute[] = [
  bind(routes.createVariable, (ctx, { body }) => createVariable(ctx, body)),
  bind(routes.readVariable, async (ctx, { params }) =>
    requireRow(await readVariable(ctx.database.quick, params), 'Variable not found.'),
  ),
  bind(routes.readVariableByName, async (ctx, { params }) =>
    requireRow(await readVariable(ctx.database.quick, params), 'Variable not found.'),
  ),
  bind(routes.updateVariable, (ctx, { params, body, sent }) =>
    updateVariable(ctx, params, pickSent(body, sent)),
  ),
  bind(routes.updateVariableByName, (ctx, { params, body, sent }) =>
    updateVariable(ctx, params, pickSent(body, sent)),
  ),
  bind(routes.deleteVariable, (ctx, { params }) => deleteVariable(ctx, params)),
  bind(routes.deleteVariableByName, (ctx, { params }) => deleteVariable(ctx, params)),

  bind(routes.readVariables, (ctx, { body }) =>
    readVariables(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.countVariables, (ctx, { body }) => countVariables(ctx.database.reader, body)),
]
