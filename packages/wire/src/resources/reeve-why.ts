import type { Static } from 'typebox'
import { Choice, DateTime, Dict, Maybe, Model, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { StateType } from './states.ts'

/** How a run stands: `ended` and `running` need nobody, `waiting` goes on by itself, `blocked` needs somebody. */
export const FlowRunStanding = Choice('FlowRunStanding', ['ended', 'running', 'waiting', 'blocked'])
export type FlowRunStanding = Static<typeof FlowRunStanding>

/** What keeps a run from running, or what there is to say if nothing does. */
export const FlowRunReasonCode = Choice('FlowRunReasonCode', [
  'no-state',
  'ended',
  'running',
  'running-silent',
  'task-slots-full',
  'cancelling',
  'awaiting-input',
  'paused',
  'claimed',
  'claimed-by-silent-worker',
  'awaiting-retry',
  'scheduled-later',
  'deployment-gone',
  'no-deployment',
  'queue-gone',
  'pool-paused',
  'queue-paused',
  'no-worker',
  'queue-not-polled',
  'deployment-not-polled',
  'deployment-limit-full',
  'global-limit-full',
  'pool-limit-full',
  'queue-limit-full',
  'behind-others',
  'deployment-paused',
  'schedule-paused',
  'due',
])
export type FlowRunReasonCode = Static<typeof FlowRunReasonCode>

export const FlowRunReason = Model('FlowRunReason', {
  code: FlowRunReasonCode,
  /** In words. */
  sentence: Type.String(),
  /** What the words are made of; its keys belong to the code. */
  data: Dict(),
  /** What to do about it; null where there is nothing to do. */
  advice: Maybe(Type.String()),
})
export type FlowRunReason = Static<typeof FlowRunReason>

export const FlowRunWhy = Model('FlowRunWhy', {
  flow_run_id: Uuid(),
  flow_run_name: Type.String(),
  state_type: Maybe(StateType),
  state_name: Maybe(Type.String()),
  asked: DateTime(),
  standing: FlowRunStanding,
  /** The first reason in words. */
  summary: Type.String(),
  /** The most important first; never empty. */
  reasons: Type.Array(FlowRunReason),
})
export type FlowRunWhy = Static<typeof FlowRunWhy>
