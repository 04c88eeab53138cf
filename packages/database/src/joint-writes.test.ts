import { describe, expect, test } from 'vitest'
import type { Db } from './database.ts'
import { DatabaseUnavailable, Overloaded } from './errors.ts'
import { type JointWork, JointWrites } from './joint-writes.ts'

const db = {} as Db

/** A database whose units run when the test says so. */
function heldDatabase(unitsAtOnce?: number) {
  const held: (() => void)[] = []
  const write = <T>(work: (db: Db) => Promise<T>) =>
    new Promise<T>((resolve, reject) => held.push(() => void work(db).then(resolve, reject)))
  return {
    joint: new JointWrites(write, unitsAtOnce),
    waiting: () => held.length,
    runNext: () => held.shift()?.(),
    /** Runs all units, those too that only come of them. */
    async runAll() {
      for (let run = held.shift(); run; run = held.shift()) {
        run()
        await new Promise(setImmediate)
      }
    },
  }
}

/** Doubles numbers, none of them twice in a unit. Tells which came together. */
function doubling(fails: (items: readonly number[]) => Error | undefined = () => undefined) {
  const units: number[][] = []
  const work: JointWork<number, number> = {
    joins: (items, item) => !items.includes(item),
    run: async (_, items) => {
      units.push([...items])
      const error = fails(items)
      if (error) throw error
      return items.map((item) => item * 2)
    },
  }
  return { work, units }
}

describe('joint writes', () => {
  test('what comes before the unit runs shares it, and each gets its own result', async () => {
    const { joint, runAll } = heldDatabase()
    const { work, units } = doubling()
    const results = Promise.all([1, 2, 3].map((item) => joint.write(work, item)))
    await runAll()

    expect(await results).toEqual([2, 4, 6])
    expect(units).toEqual([[1, 2, 3]])
  })

  test('where units could run at once, no more than so many do, and the rest gathers', async () => {
    const { joint, runNext, runAll, waiting } = heldDatabase(2)
    const { work, units } = doubling()
    const results = [joint.write(work, 1)]
    runNext()
    results.push(joint.write(work, 2))
    runNext()
    // Both turns are taken, the one of the first unit until its result is there.
    const later = [3, 4].map((item) => joint.write(work, item))
    expect(waiting()).toBe(0)
    await Promise.all(results)
    await runAll()

    expect(await Promise.all(later)).toEqual([6, 8])
    expect(units).toEqual([[1], [2], [3, 4]])
  })

  test('a unit that fails gives its turn back', async () => {
    const { joint, runAll } = heldDatabase(1)
    const { work } = doubling(([first]) => (first === 1 ? new Error('odd') : undefined))
    const failing = joint.write(work, 1).catch((error: Error) => error.message)
    await runAll()
    expect(await failing).toBe('odd')
    const second = joint.write(work, 2)
    await runAll()
    expect(await second).toBe(4)
  })

  test('what comes while a unit runs gets the next one', async () => {
    const { joint, runNext } = heldDatabase()
    const { work, units } = doubling()
    const first = joint.write(work, 1)
    runNext()
    const second = joint.write(work, 2)
    runNext()

    expect(await Promise.all([first, second])).toEqual([2, 4])
    expect(units).toEqual([[1], [2]])
  })

  test('what may not join those before gets the next unit, and others join that', async () => {
    const { joint, runAll } = heldDatabase()
    const { work, units } = doubling()
    const results = Promise.all([1, 2, 1, 3].map((item) => joint.write(work, item)))
    await runAll()

    expect(await results).toEqual([2, 4, 2, 6])
    expect(units).toEqual([
      [1, 2],
      [1, 3],
    ])
  })

  test('a unit has a bound', async () => {
    const { joint, runAll } = heldDatabase()
    const { work, units } = doubling()
    const items = Array.from({ length: 150 }, (_, item) => item)
    const results = Promise.all(items.map((item) => joint.write(work, item)))
    await runAll()

    expect(await results).toEqual(items.map((item) => item * 2))
    expect(units.map(({ length }) => length)).toEqual([64, 64, 22])
  })

  test('works of different kinds share no unit', async () => {
    const { joint, runAll } = heldDatabase()
    const [one, other] = [doubling(), doubling()]
    const results = Promise.all([joint.write(one.work, 1), joint.write(other.work, 2)])
    await runAll()

    expect(await results).toEqual([2, 4])
    expect([one.units, other.units]).toEqual([[[1]], [[2]]])
  })

  test('a failing item takes nobody with it', async () => {
    const { joint, runAll } = heldDatabase()
    const { work, units } = doubling((items) => (items.includes(2) ? new Error('two') : undefined))
    const results = Promise.allSettled([1, 2, 3].map((item) => joint.write(work, item)))
    await runAll()

    expect(await results).toMatchObject([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', reason: { message: 'two' } },
      { status: 'fulfilled', value: 6 },
    ])
    expect(units).toEqual([[1, 2, 3], [1], [2], [3]])
  })

  test.each([new DatabaseUnavailable('away'), new Overloaded(7)])(
    'nothing is tried again where each item would meet the same: %s',
    async (error) => {
      const { joint, runAll } = heldDatabase()
      const { work, units } = doubling(() => error)
      const results = Promise.allSettled([1, 2].map((item) => joint.write(work, item)))
      await runAll()

      expect(await results).toMatchObject([{ reason: error }, { reason: error }])
      expect(units).toEqual([[1, 2]])
    },
  )

  test('a database that takes no unit leaves none behind for others to join', async () => {
    let refuses = true
    const joint = new JointWrites((work) => (refuses ? Promise.reject(new Overloaded(9)) : work(db)))
    const { work } = doubling()
    await expect(joint.write(work, 1)).rejects.toThrow(Overloaded)
    refuses = false

    expect(await joint.write(work, 2)).toBe(4)
  })
})
