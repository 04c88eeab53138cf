import { DatabaseUnavailable, type Db, Overloaded } from '@reeve/database'
import { appendEventTexts } from '@reeve/database/queries/outbox/append-events'
import { type Event, printInstant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { mayBeUnstorable, storable } from '../../events/storable.ts'
import { isTaskRunReport, readTaskRunReport } from '../../events/task-run-report.ts'
import { parseContext } from '../../parse-context.ts'
import { recordTaskRuns } from '../task-runs/record-task-runs.ts'
import { noteHeartbeats } from '../watchdogs/note-heartbeats.ts'

/**
 * Takes in events that clients send; when it resolves they are stored, and what they report of task runs is
 * recorded. Events that are too large are left out, as are those that were taken in before. [G1, H1-H7]
 */
export async function takeInEvents(ctx: Context, events: readonly Event[]): Promise<null> {
  const received = receive(ctx, events)
  if (received.length === 0) return null
  await takeIn(ctx, received)
  ctx.broadcast.publish('outbox', null)
  return null
}

/** An event as it was read, and the text under which it is stored. */
interface Received {
  readonly event: Event
  readonly text: string
}

function receive(ctx: Context, events: readonly Event[]): Received[] {
  const time = printInstant(ctx.clock.now())
  const largest = ctx.settings['server.events.maximum_size_bytes']
  return events.flatMap((event) => {
    const received = toReceived(event, time)
    const bytes = Buffer.byteLength(received.text)
    if (bytes <= largest) return [received]
    ctx.log.warn(
      { event_id: event.id, event: event.event.slice(0, 100), bytes },
      'An event is too large; it was left out',
    )
    return []
  })
}

function toReceived(event: Event, received: string): Received {
  const text = JSON.stringify({ ...event, occurred: printInstant(event.occurred), received })
  return mayBeUnstorable(text) ? withoutEscapes(storable(event), received) : { event, text }
}

const withoutEscapes = (event: Event, received: string): Received => ({
  event,
  text: JSON.stringify({ ...event, occurred: printInstant(event.occurred), received }),
})

/** All at once; if that fails each by itself, so that one cannot take the others with it. */
async function takeIn(ctx: Context, events: readonly Received[]): Promise<void> {
  try {
    await ctx.database.write((db) => store(ctx, db, events))
  } catch (err) {
    if (err instanceof DatabaseUnavailable || err instanceof Overloaded) throw err
    if (events.length === 1) return takeInUnrecorded(ctx, events, err)
    ctx.log.warn({ err, events: events.length }, 'Events could not be stored together; trying one by one')
    for (const event of events) await takeIn(ctx, [event])
  }
}

async function store(ctx: Context, db: Db, events: readonly Received[]): Promise<void> {
  // Before the task runs: the watchdog locks rows in this order too.
  await noteHeartbeats(
    ctx,
    db,
    events.map(({ event }) => event),
  )
  if (ctx.settings['server.services.task_run_recorder.enabled'])
    await recordTaskRuns(ctx, db, readReports(ctx, events))
  await append(db, events)
}

const append = (db: Db, events: readonly Received[]) =>
  appendEventTexts(
    db,
    events.map(({ text }) => text),
  )

async function takeInUnrecorded(ctx: Context, events: readonly Received[], err: unknown): Promise<void> {
  ctx.log.error(
    { err, event_id: events[0]?.event.id },
    'What an event reports of a task run could not be recorded',
  )
  await ctx.database.write((db) => append(db, events))
}

function readReports(ctx: Context, events: readonly Received[]) {
  const context = parseContext(ctx)
  return events.flatMap(({ event }) => {
    if (!isTaskRunReport(event)) return []
    const report = readTaskRunReport(event, context)
    if (!report) ctx.log.warn({ event_id: event.id }, 'An event that reports a task run cannot be read')
    return report ?? []
  })
}
