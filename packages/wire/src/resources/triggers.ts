import type { Static, TSchema } from 'typebox'
import { isPlainObject, type Problem, valueError } from '../parse/rules.ts'
import {
  Checked,
  CheckedInput,
  DictOf,
  Duration,
  Fresh,
  Initially,
  Labelled,
  ListOf,
  Model,
  Named,
  Nullable,
  OneOf,
  Prepared,
  Recursive,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

const LabelPatterns = DictOf(Type.Union([Type.String(), Type.Array(Type.String())]))

/** What the labels of a resource must look like: one text or one of several, `*` at the end for any ending. */
export const ResourceSpecification = Named('ResourceSpecification', LabelPatterns)
export type ResourceSpecification = Static<typeof ResourceSpecification>

const ResourceMatch = Type.Union([ResourceSpecification, LabelPatterns])

const checkNotNegative = (within: number): Problem | undefined =>
  within < 0
    ? {
        type: 'greater_than_equal',
        msg: 'Input should be greater than or equal to 0 seconds',
        ctx: { ge: '0 seconds' },
      }
    : undefined

const PROACTIVE_SECONDS = 10

/** A proactive trigger waits for some time: ten seconds unless it says, and at least that. */
const checkWithin = (trigger: unknown) => {
  if (!isPlainObject(trigger)) return undefined
  if (trigger.within === null) return valueError('`within` should be a valid timedelta')
  const isShort =
    typeof trigger.within === 'number' && trigger.within !== 0 && trigger.within < PROACTIVE_SECONDS
  return trigger.posture === 'Proactive' && isShort
    ? valueError('`within` for Proactive triggers must be greater than or equal to 10 seconds')
    : undefined
}

const withProactiveSeconds = (trigger: unknown) =>
  isPlainObject(trigger) && trigger.posture === 'Proactive' && !trigger.within
    ? { ...trigger, within: PROACTIVE_SECONDS }
    : trigger

const TriggerId = () => Fresh(Uuid(), () => crypto.randomUUID())

export const EventTrigger = Prepared(
  CheckedInput(
    Model('EventTrigger', {
      type: Type.Literal('event', { default: 'event' }),
      id: TriggerId(),
      match: Initially(ResourceMatch, {}),
      match_related: Initially(
        Type.Union([ResourceSpecification, LabelPatterns, Type.Array(ResourceMatch)]),
        {},
      ),
      after: ListOf(Type.String(), { uniqueItems: true }),
      expect: ListOf(Type.String(), { uniqueItems: true }),
      for_each: ListOf(Type.String(), { uniqueItems: true }),
      posture: OneOf(['Reactive', 'Proactive'], { expected: 'Posture.Reactive or Posture.Proactive' }),
      threshold: Type.Integer({ default: 1 }),
      within: Checked(Duration({ default: 0 }), checkNotNegative),
    }),
    checkWithin,
  ),
  withProactiveSeconds,
)
export type EventTrigger = Static<typeof EventTrigger>

/** Fires when enough of its children have fired within the time. */
export interface CompoundTrigger {
  id: string
  type: 'compound'
  triggers: Trigger[]
  within: number | null
  require: number | 'any' | 'all'
}

/** Fires when its children have fired one after the other within the time. */
export interface SequenceTrigger {
  id: string
  type: 'sequence'
  triggers: Trigger[]
  within: number | null
}

/** What makes an automation act. */
export type Trigger = EventTrigger | CompoundTrigger | SequenceTrigger

/** What errors call a compound trigger directly inside of another; elsewhere it has one more layer. */
const NESTED_COMPOUND = 'function-after[validate_require(), CompoundTrigger]'
const COMPOUND = `function-after[validate_require(), ${NESTED_COMPOUND}]`

const childrenIn = (direction: 'Input' | 'Output', compound: string) =>
  Type.Array(
    Type.Union([
      EventTrigger,
      Labelled(
        Recursive<CompoundTrigger>(
          `CompoundTrigger-${direction}`,
          (): TSchema => (direction === 'Input' ? CompoundTriggerInput : CompoundTriggerOutput),
        ),
        compound,
      ),
      Recursive<SequenceTrigger>(
        `SequenceTrigger-${direction}`,
        (): TSchema => (direction === 'Input' ? SequenceTriggerInput : SequenceTriggerOutput),
      ),
    ]),
  )

const checkRequire = ({ require, triggers }: CompoundTrigger): Problem | undefined => {
  if (typeof require !== 'number') return undefined
  if (require < 1) return valueError('require must be at least 1')
  return require > triggers.length
    ? valueError('require must be less than or equal to the number of triggers')
    : undefined
}

const compoundTrigger = (direction: 'Input' | 'Output') =>
  Labelled(
    Checked(
      Model(`CompoundTrigger-${direction}`, {
        type: Type.Literal('compound', { default: 'compound' }),
        id: TriggerId(),
        triggers: childrenIn(direction, NESTED_COMPOUND),
        within: Nullable(Duration()),
        require: Type.Union([Type.Integer(), OneOf(['any', 'all'])]),
      }),
      checkRequire,
    ),
    COMPOUND,
  )

const sequenceTrigger = (direction: 'Input' | 'Output') =>
  Model(`SequenceTrigger-${direction}`, {
    type: Type.Literal('sequence', { default: 'sequence' }),
    id: TriggerId(),
    triggers: childrenIn(direction, COMPOUND),
    within: Nullable(Duration()),
  })

// The document names a shape that contains itself twice, once for requests and once for answers.
export const CompoundTriggerInput = compoundTrigger('Input')
export const CompoundTriggerOutput = compoundTrigger('Output')
export const SequenceTriggerInput = sequenceTrigger('Input')
export const SequenceTriggerOutput = sequenceTrigger('Output')
