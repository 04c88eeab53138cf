import { databases, sequentialIds, useDatabaseForEach } from '@reeve/testkit'
import { addSeconds, type Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../database.ts'
import { claimScheduledTask } from './claim-scheduled-task.ts'
import { enqueueScheduledTasks, type ScheduledTask } from './enqueue-scheduled-tasks.ts'
import { deleteClaimedTask, renewClaims, returnClaimedTask } from './finish-claims.ts'

const START = '2026-01-01 00:00:00.000000' as Instant
const at = (seconds: number) => addSeconds(START, seconds)
const ids = sequentialIds(9)

const task = (change: Partial<ScheduledTask> = {}): ScheduledTask => ({
  id: ids.next(),
  task_key: 'a',
  queue: 'scheduled',
  enqueued: START,
  ...change,
})
const enqueue = (database: Database, tasks: readonly ScheduledTask[]) =>
  database.write((db) => enqueueScheduledTasks(db, tasks))
const claim = (database: Database, claimedBy: string, { keys = ['a'], second = 0 } = {}) =>
  database.write((db) =>
    claimScheduledTask(db, { taskKeys: keys, claimedBy, now: at(second), until: at(second + 30) }),
  )

describe.each(databases)('the queue of background tasks on $name', (kind) => {
  const database = useDatabaseForEach(kind)

  test('a worker gets the oldest of its keys, each task once', async () => {
    const [late, early, other] = [
      task({ enqueued: at(2) }),
      task({ enqueued: at(1) }),
      task({ task_key: 'b' }),
    ]
    await enqueue(database(), [late, early, other])
    expect(await claim(database(), 'first')).toBe(early.id)
    expect(await claim(database(), 'second')).toBe(late.id)
    expect(await claim(database(), 'third')).toBeNull()
    expect(await claim(database(), 'fourth', { keys: ['a', 'b'] })).toBe(other.id)
  })

  test('what is to be retried goes before what is scheduled', async () => {
    const [old, retry] = [task(), task({ queue: 'retry', enqueued: at(5) })]
    await enqueue(database(), [old, retry])
    expect(await claim(database(), 'worker')).toBe(retry.id)
  })

  test('a task that is acknowledged is gone, one that is returned goes first', async () => {
    const [first, second] = [task(), task({ enqueued: at(1) })]
    await enqueue(database(), [first, second])
    await claim(database(), 'one')
    await claim(database(), 'two')
    await database().write((db) => deleteClaimedTask(db, 'one'))
    expect(await database().write((db) => returnClaimedTask(db, 'two'))).toBe('a')
    await enqueue(database(), [task({ enqueued: START })])
    expect(await claim(database(), 'three', { second: 100 })).toBe(second.id)
    expect(await database().write((db) => returnClaimedTask(db, 'two'))).toBeNull()
  })

  test('a claim lapses unless it is renewed', async () => {
    const only = task()
    await enqueue(database(), [only])
    await claim(database(), 'one')
    expect(await claim(database(), 'two', { second: 29 })).toBeNull()
    await database().write((db) => renewClaims(db, ['one'], at(60)))
    expect(await claim(database(), 'two', { second: 59 })).toBeNull()
    await enqueue(database(), [task({ enqueued: START })])
    expect(await claim(database(), 'two', { second: 60 })).toBe(only.id)
    await database().write((db) => deleteClaimedTask(db, 'one'))
    expect(await database().write((db) => returnClaimedTask(db, 'two'))).toBe('a')
  })

  test('a task that is scheduled again while a worker has it waits again', async () => {
    const again = task()
    await enqueue(database(), [again])
    await claim(database(), 'one')
    await enqueue(database(), [{ ...again, queue: 'retry', enqueued: at(1) }])
    await database().write((db) => deleteClaimedTask(db, 'one'))
    expect(await claim(database(), 'two')).toBe(again.id)
  })

  test('many workers at once get different tasks', async () => {
    const tasks = Array.from({ length: 20 }, () => task())
    await enqueue(database(), tasks)
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => claim(database(), `worker-${index}`)),
    )
    expect(new Set(claims)).toEqual(new Set(tasks.map(({ id }) => id)))
  })
})
