import type { Static } from 'typebox'
import { AutomationFilter, AutomationSort } from '../filters/automations.ts'
import {
  Automation,
  AutomationCreate,
  AutomationPartialUpdate,
  AutomationUpdate,
} from '../resources/automations.ts'
import { route } from '../route.ts'
import { Anything, Default, IdParams, Limit, Maybe, Offset } from '../schema.ts'
import Type from '../type.ts'

export const CountAutomationsBody = Type.Object({
  automations: Maybe(AutomationFilter),
})
export type CountAutomationsBody = Static<typeof CountAutomationsBody>

export const ReadAutomationsBody = Type.Object({
  limit: Limit(),
  sort: Default(AutomationSort, 'NAME_ASC'),
  offset: Offset(),
  automations: Maybe(AutomationFilter),
})
export type ReadAutomationsBody = Static<typeof ReadAutomationsBody>

export const automationRoutes = {
  createAutomation: route({
    name: 'create_automation',
    method: 'POST',
    path: '/automations/',
    tags: ['Automations'],
    summary: 'Create an automation',
    body: AutomationCreate,
    success: 201,
    response: Automation,
  }),

  countAutomations: route({
    name: 'count_automations',
    method: 'POST',
    path: '/automations/count',
    tags: ['Automations'],
    summary: 'Count automations',
    body: CountAutomationsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readAutomations: route({
    name: 'read_automations',
    method: 'POST',
    path: '/automations/filter',
    tags: ['Automations'],
    summary: 'Find automations',
    body: ReadAutomationsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(Automation),
  }),

  deleteAutomationsOwnedByResource: route({
    name: 'delete_automations_owned_by_resource',
    method: 'DELETE',
    path: '/automations/owned-by/{resource_id}',
    tags: ['Automations'],
    summary: 'Delete the automations that a resource owns',
    params: Type.Object({ resource_id: Type.String() }),
    success: 202,
    response: Anything(),
  }),

  readAutomationsRelatedToResource: route({
    name: 'read_automations_related_to_resource',
    method: 'GET',
    path: '/automations/related-to/{resource_id}',
    tags: ['Automations'],
    summary: 'Find the automations that concern a resource',
    params: Type.Object({ resource_id: Type.String() }),
    success: 200,
    response: Type.Array(Automation),
  }),

  validateTemplate: route({
    name: 'validate_template',
    method: 'POST',
    path: '/automations/templates/validate',
    tags: ['Automations'],
    summary: 'Check a template',
    body: Type.String({ default: '' }),
    bodyOptional: true,
    success: 200,
  }),

  deleteAutomation: route({
    name: 'delete_automation',
    method: 'DELETE',
    path: '/automations/{id}',
    tags: ['Automations'],
    summary: 'Delete an automation',
    params: IdParams,
    success: 204,
  }),

  readAutomation: route({
    name: 'read_automation',
    method: 'GET',
    path: '/automations/{id}',
    tags: ['Automations'],
    summary: 'Read an automation',
    params: IdParams,
    success: 200,
    response: Automation,
  }),

  patchAutomation: route({
    name: 'patch_automation',
    method: 'PATCH',
    path: '/automations/{id}',
    tags: ['Automations'],
    summary: 'Switch an automation on or off',
    params: IdParams,
    body: AutomationPartialUpdate,
    success: 204,
  }),

  updateAutomation: route({
    name: 'update_automation',
    method: 'PUT',
    path: '/automations/{id}',
    tags: ['Automations'],
    summary: 'Replace an automation',
    params: IdParams,
    body: AutomationUpdate,
    success: 204,
  }),

  validateTemplateAtRoot: route({
    name: 'validate_template',
    method: 'POST',
    path: '/templates/validate',
    tags: ['Automations'],
    summary: 'Check a template',
    body: Type.String({ default: '' }),
    bodyOptional: true,
    success: 200,
  }),
}
