import { automationRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { validateTemplate } from '../operations/validate-template.ts'

/** Templates of automations, at both of their paths. [G33] */
export const templateBindings: readonly BoundRoute[] = [
  bind(routes.validateTemplate, (_ctx, { body }) => validateTemplate(body)),
  bind(routes.validateTemplateAtRoot, (_ctx, { body }) => validateTemplate(body)),
]
