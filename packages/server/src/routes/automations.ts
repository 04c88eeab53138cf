import { readAutomationsOfResource } from '@reeve/database/queries/automations/read-automations-of-resource'
import { automationRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'

/** What clients ask of automations whenever they show a deployment; those of an existing database are told. [G13] */
export const automationBindings: readonly BoundRoute[] = [
  bind(routes.readAutomationsRelatedToResource, (ctx, { params }) =>
    readAutomationsOfResource(ctx.database.reader, params.resource_id),
  ),
]
