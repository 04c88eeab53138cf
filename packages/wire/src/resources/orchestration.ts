import type { Static } from 'typebox'
import { Choice, ListOf, Maybe, Model, Nullable, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { State } from './states.ts'

export const StateAcceptDetails = Model('StateAcceptDetails', {
  type: Type.Literal('accept_details', { default: 'accept_details' }),
})
export type StateAcceptDetails = Static<typeof StateAcceptDetails>

export const StateWaitDetails = Model('StateWaitDetails', {
  type: Type.Literal('wait_details', { default: 'wait_details' }),
  delay_seconds: Type.Integer(),
  reason: Maybe(Type.String()),
})
export type StateWaitDetails = Static<typeof StateWaitDetails>

export const StateRejectDetails = Model('StateRejectDetails', {
  type: Type.Literal('reject_details', { default: 'reject_details' }),
  reason: Maybe(Type.String()),
})
export type StateRejectDetails = Static<typeof StateRejectDetails>

export const StateAbortDetails = Model('StateAbortDetails', {
  type: Type.Literal('abort_details', { default: 'abort_details' }),
  reason: Maybe(Type.String()),
})
export type StateAbortDetails = Static<typeof StateAbortDetails>

export const SetStateStatus = Choice('SetStateStatus', ['ACCEPT', 'REJECT', 'ABORT', 'WAIT'])
export type SetStateStatus = Static<typeof SetStateStatus>

export const FlowRunOrchestrationResult = Model('FlowRunOrchestrationResult', {
  flow_run_id: Uuid(),
  status: SetStateStatus,
  state: Maybe(State),
  details: Type.Union([StateAcceptDetails, StateWaitDetails, StateRejectDetails, StateAbortDetails]),
})
export type FlowRunOrchestrationResult = Static<typeof FlowRunOrchestrationResult>

export const FlowRunBulkSetStateResponse = Model('FlowRunBulkSetStateResponse', {
  results: ListOf(FlowRunOrchestrationResult),
})
export type FlowRunBulkSetStateResponse = Static<typeof FlowRunBulkSetStateResponse>

export const OrchestrationResult = Model('OrchestrationResult', {
  state: Nullable(State),
  status: SetStateStatus,
  details: Type.Union([StateAcceptDetails, StateWaitDetails, StateRejectDetails, StateAbortDetails]),
})
export type OrchestrationResult = Static<typeof OrchestrationResult>
