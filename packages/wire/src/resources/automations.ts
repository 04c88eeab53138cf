import type { Static } from 'typebox'
import { ListOf, Maybe, Model, StrictModel, stored } from '../schema.ts'
import Type from '../type.ts'
import { Action } from './actions.ts'
import {
  CompoundTriggerInput,
  CompoundTriggerOutput,
  EventTrigger,
  SequenceTriggerInput,
  SequenceTriggerOutput,
} from './triggers.ts'

export const Automation = Model('Automation', {
  name: Type.String(),
  description: Type.String({ default: '' }),
  enabled: Type.Boolean({ default: true }),
  tags: ListOf(Type.String()),
  trigger: Type.Union([EventTrigger, CompoundTriggerOutput, SequenceTriggerOutput]),
  actions: Type.Array(Action),
  actions_on_trigger: ListOf(Action),
  actions_on_resolve: ListOf(Action),
  ...stored,
})
export type Automation = Static<typeof Automation>

export const AutomationCreate = StrictModel('AutomationCreate', {
  name: Type.String(),
  description: Type.String({ default: '' }),
  enabled: Type.Boolean({ default: true }),
  tags: ListOf(Type.String()),
  trigger: Type.Union([EventTrigger, CompoundTriggerInput, SequenceTriggerInput]),
  actions: Type.Array(Action),
  actions_on_trigger: ListOf(Action),
  actions_on_resolve: ListOf(Action),
  owner_resource: Maybe(Type.String()),
})
export type AutomationCreate = Static<typeof AutomationCreate>

export const AutomationPartialUpdate = StrictModel('AutomationPartialUpdate', {
  enabled: Type.Boolean({ default: true }),
})
export type AutomationPartialUpdate = Static<typeof AutomationPartialUpdate>

export const AutomationUpdate = StrictModel('AutomationUpdate', {
  name: Type.String(),
  description: Type.String({ default: '' }),
  enabled: Type.Boolean({ default: true }),
  tags: ListOf(Type.String()),
  trigger: Type.Union([EventTrigger, CompoundTriggerInput, SequenceTriggerInput]),
  actions: Type.Array(Action),
  actions_on_trigger: ListOf(Action),
  actions_on_resolve: ListOf(Action),
})
export type AutomationUpdate = Static<typeof AutomationUpdate>
