import type { FlowRunReason, FlowRunReasonCode, FlowRunStanding, JsonObject } from '@reeve/wire'

/** What each reason makes of a run that has no weightier one; in the order of their weight. */
export const STANDINGS = {
  'no-state': 'blocked',
  ended: 'ended',
  'running-silent': 'running',
  'task-slots-full': 'running',
  running: 'running',
  cancelling: 'waiting',
  'awaiting-input': 'blocked',
  paused: 'blocked',
  'claimed-by-silent-worker': 'blocked',
  claimed: 'waiting',
  'awaiting-retry': 'waiting',
  'scheduled-later': 'waiting',
  'deployment-gone': 'blocked',
  'no-deployment': 'blocked',
  'queue-gone': 'blocked',
  'pool-paused': 'blocked',
  'queue-paused': 'blocked',
  'no-worker': 'blocked',
  'queue-not-polled': 'blocked',
  'deployment-not-polled': 'blocked',
  'deployment-limit-full': 'waiting',
  'global-limit-full': 'waiting',
  'pool-limit-full': 'waiting',
  'queue-limit-full': 'waiting',
  'behind-others': 'waiting',
  due: 'waiting',
  'deployment-paused': 'waiting',
  'schedule-paused': 'waiting',
} as const satisfies Record<FlowRunReasonCode, FlowRunStanding>

const WEIGHTS = Object.keys(STANDINGS) as readonly FlowRunReasonCode[]

/** The weightier reason first. */
export const byWeight = (a: FlowRunReason, b: FlowRunReason): number =>
  WEIGHTS.indexOf(a.code) - WEIGHTS.indexOf(b.code)

/** A reason from its parts. */
export const reason = (
  code: FlowRunReasonCode,
  parts: { readonly sentence: string; readonly data?: object; readonly advice?: string },
): FlowRunReason => ({
  code,
  sentence: parts.sentence,
  data: (parts.data ?? {}) as JsonObject,
  advice: parts.advice ?? null,
})
