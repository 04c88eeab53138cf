import Type, { type Static } from 'typebox'
import { Dict, Initially, Maybe, Model, OneOf, Uuid } from '../schema.ts'
import { StateType } from './states.ts'

/** Which object an action is about: the one it names, or the one that the event is about. */
const Source = () => OneOf(['selected', 'inferred'], { default: 'selected' })

/** The type that tells an action from others; clients may leave it out where it is clear. */
const Tag = <const T extends string>(type: T) => Type.Literal(type, { default: type })

export const CallWebhook = Model('CallWebhook', {
  type: Tag('call-webhook'),
  block_document_id: Uuid(),
  payload: Type.String({ default: '' }),
})
export type CallWebhook = Static<typeof CallWebhook>

export const CancelFlowRun = Model('CancelFlowRun', {
  type: Tag('cancel-flow-run'),
})
export type CancelFlowRun = Static<typeof CancelFlowRun>

export const ChangeFlowRunState = Model('ChangeFlowRunState', {
  type: Tag('change-flow-run-state'),
  name: Maybe(Type.String()),
  state: StateType,
  message: Maybe(Type.String()),
  force: Type.Boolean({ default: false }),
})
export type ChangeFlowRunState = Static<typeof ChangeFlowRunState>

export const DeleteFlowRun = Model('DeleteFlowRun', {
  type: Tag('delete-flow-run'),
})
export type DeleteFlowRun = Static<typeof DeleteFlowRun>

export const DoNothing = Model('DoNothing', {
  type: Tag('do-nothing'),
})
export type DoNothing = Static<typeof DoNothing>

export const PauseAutomation = Model('PauseAutomation', {
  type: Tag('pause-automation'),
  source: Source(),
  automation_id: Maybe(Uuid()),
})
export type PauseAutomation = Static<typeof PauseAutomation>

export const PauseDeployment = Model('PauseDeployment', {
  type: Tag('pause-deployment'),
  source: Source(),
  deployment_id: Maybe(Uuid()),
})
export type PauseDeployment = Static<typeof PauseDeployment>

export const PauseWorkPool = Model('PauseWorkPool', {
  type: Tag('pause-work-pool'),
  source: Source(),
  work_pool_id: Maybe(Uuid()),
})
export type PauseWorkPool = Static<typeof PauseWorkPool>

export const PauseWorkQueue = Model('PauseWorkQueue', {
  type: Tag('pause-work-queue'),
  source: Source(),
  work_queue_id: Maybe(Uuid()),
})
export type PauseWorkQueue = Static<typeof PauseWorkQueue>

export const ResumeAutomation = Model('ResumeAutomation', {
  type: Tag('resume-automation'),
  source: Source(),
  automation_id: Maybe(Uuid()),
})
export type ResumeAutomation = Static<typeof ResumeAutomation>

export const ResumeDeployment = Model('ResumeDeployment', {
  type: Tag('resume-deployment'),
  source: Source(),
  deployment_id: Maybe(Uuid()),
})
export type ResumeDeployment = Static<typeof ResumeDeployment>

export const ResumeFlowRun = Model('ResumeFlowRun', {
  type: Tag('resume-flow-run'),
})
export type ResumeFlowRun = Static<typeof ResumeFlowRun>

export const ResumeWorkPool = Model('ResumeWorkPool', {
  type: Tag('resume-work-pool'),
  source: Source(),
  work_pool_id: Maybe(Uuid()),
})
export type ResumeWorkPool = Static<typeof ResumeWorkPool>

export const ResumeWorkQueue = Model('ResumeWorkQueue', {
  type: Tag('resume-work-queue'),
  source: Source(),
  work_queue_id: Maybe(Uuid()),
})
export type ResumeWorkQueue = Static<typeof ResumeWorkQueue>

export const RunDeployment = Model('RunDeployment', {
  type: Tag('run-deployment'),
  source: Source(),
  deployment_id: Maybe(Uuid()),
  parameters: Maybe(Dict()),
  job_variables: Maybe(Dict()),
  schedule_after: Initially(Type.Number(), 0),
})
export type RunDeployment = Static<typeof RunDeployment>

export const SendNotification = Model('SendNotification', {
  type: Tag('send-notification'),
  block_document_id: Uuid(),
  subject: Type.String({ default: 'Prefect automated notification' }),
  body: Type.String(),
})
export type SendNotification = Static<typeof SendNotification>

export const SuspendFlowRun = Model('SuspendFlowRun', {
  type: Tag('suspend-flow-run'),
})
export type SuspendFlowRun = Static<typeof SuspendFlowRun>

/** What an automation does when it fires. */
export const Action = Type.Union([
  DoNothing,
  RunDeployment,
  PauseDeployment,
  ResumeDeployment,
  CancelFlowRun,
  DeleteFlowRun,
  ChangeFlowRunState,
  PauseWorkQueue,
  ResumeWorkQueue,
  SendNotification,
  CallWebhook,
  PauseAutomation,
  ResumeAutomation,
  SuspendFlowRun,
  ResumeFlowRun,
  PauseWorkPool,
  ResumeWorkPool,
])
export type Action = Static<typeof Action>
