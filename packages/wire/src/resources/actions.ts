import type { Static, TSchema } from 'typebox'
import { valueError } from '../parse/rules.ts'
import { Checked, Dict, Duration, Initially, Labelled, Maybe, Model, OneOf, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { StateType } from './states.ts'

/** Which object an action is about: the one it names, or the one that the event is about. */
const Source = () => OneOf(['selected', 'inferred'], { default: 'selected' })

/** The type that tells an action from others; clients may leave it out where it is clear. */
const Tag = <const T extends string>(type: T) => Type.Literal(type, { default: type })

const checkNotNegative = (delay: number) =>
  delay < 0 ? valueError('schedule_after must be non-negative') : undefined

/** An action on an object that is to be named must name it, one on an inferred object must not. */
const namesItsObject = <T extends TSchema>(schema: T, kind: string) =>
  Labelled(
    Checked(schema, (action: { source: string; [key: string]: unknown }) => {
      const field = `${kind}_id`
      const isNamed = action[field] !== null
      if (action.source === 'selected') return isNamed ? undefined : valueError(`${field} is required`)
      return isNamed ? valueError(`${field} is not allowed`) : undefined
    }),
    `function-after[selected_${kind}_requires_id(), ${(schema as { $id?: string }).$id}]`,
  )

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

export const PauseAutomation = namesItsObject(
  Model('PauseAutomation', {
    type: Tag('pause-automation'),
    source: Source(),
    automation_id: Maybe(Uuid()),
  }),
  'automation',
)
export type PauseAutomation = Static<typeof PauseAutomation>

export const PauseDeployment = namesItsObject(
  Model('PauseDeployment', {
    type: Tag('pause-deployment'),
    source: Source(),
    deployment_id: Maybe(Uuid()),
  }),
  'deployment',
)
export type PauseDeployment = Static<typeof PauseDeployment>

export const PauseWorkPool = namesItsObject(
  Model('PauseWorkPool', {
    type: Tag('pause-work-pool'),
    source: Source(),
    work_pool_id: Maybe(Uuid()),
  }),
  'work_pool',
)
export type PauseWorkPool = Static<typeof PauseWorkPool>

export const PauseWorkQueue = namesItsObject(
  Model('PauseWorkQueue', {
    type: Tag('pause-work-queue'),
    source: Source(),
    work_queue_id: Maybe(Uuid()),
  }),
  'work_queue',
)
export type PauseWorkQueue = Static<typeof PauseWorkQueue>

export const ResumeAutomation = namesItsObject(
  Model('ResumeAutomation', {
    type: Tag('resume-automation'),
    source: Source(),
    automation_id: Maybe(Uuid()),
  }),
  'automation',
)
export type ResumeAutomation = Static<typeof ResumeAutomation>

export const ResumeDeployment = namesItsObject(
  Model('ResumeDeployment', {
    type: Tag('resume-deployment'),
    source: Source(),
    deployment_id: Maybe(Uuid()),
  }),
  'deployment',
)
export type ResumeDeployment = Static<typeof ResumeDeployment>

export const ResumeFlowRun = Model('ResumeFlowRun', {
  type: Tag('resume-flow-run'),
})
export type ResumeFlowRun = Static<typeof ResumeFlowRun>

export const ResumeWorkPool = namesItsObject(
  Model('ResumeWorkPool', {
    type: Tag('resume-work-pool'),
    source: Source(),
    work_pool_id: Maybe(Uuid()),
  }),
  'work_pool',
)
export type ResumeWorkPool = Static<typeof ResumeWorkPool>

export const ResumeWorkQueue = namesItsObject(
  Model('ResumeWorkQueue', {
    type: Tag('resume-work-queue'),
    source: Source(),
    work_queue_id: Maybe(Uuid()),
  }),
  'work_queue',
)
export type ResumeWorkQueue = Static<typeof ResumeWorkQueue>

export const RunDeployment = namesItsObject(
  Model('RunDeployment', {
    type: Tag('run-deployment'),
    source: Source(),
    deployment_id: Maybe(Uuid()),
    parameters: Maybe(Dict()),
    job_variables: Maybe(Dict()),
    schedule_after: Initially(Checked(Duration(), checkNotNegative), 0),
  }),
  'deployment',
)
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
