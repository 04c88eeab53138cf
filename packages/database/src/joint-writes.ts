import type { Database, Db } from './database.ts'
import { DatabaseUnavailable, Overloaded } from './errors.ts'

/** A change that is cheaper for many than for each by itself, and that callers ask for one at a time. */
export interface JointWork<Item, Result> {
  /** Whether an item may be worked on together with these, which came before it. */
  joins(items: readonly Item[], item: Item): boolean
  /** Results in the order of the items. */
  run(db: Db, items: readonly Item[]): Promise<Result[]>
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** Items in one unit at most: more of them hardly cost less, and a unit shall not hold up others for long. */
const MAX_ITEMS = 64

/**
 * Gathers what is asked for while the database is not ready for it yet: a unit of work begins with the first item,
 * and those that come until it runs join it.
 */
export class JointWrites {
  readonly #write: Database['write']
  readonly #ended: (() => void)[] = []
  #free: number
  /** The items of the unit that was asked for last and does not run yet. */
  readonly #gathering = new Map<unknown, Waiting<unknown, unknown>[]>()

  /** Of a database that runs any number of units at once, so many are used, so that the others' items gather. */
  constructor(write: Database['write'], unitsAtOnce = Number.POSITIVE_INFINITY) {
    this.#write = write
    this.#free = unitsAtOnce
  }

  write<Item, Result>(work: JointWork<Item, Result>, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject }
      const gathered = this.#gathering.get(work) as Waiting<Item, Result>[] | undefined
      if (gathered && gathered.length < MAX_ITEMS && work.joins(itemsOf(gathered), item))
        gathered.push(waiting)
      else void this.#begin(work, [waiting])
    })
  }

  async #begin<Item, Result>(work: JointWork<Item, Result>, unit: Waiting<Item, Result>[]): Promise<void> {
    this.#gathering.set(work, unit as Waiting<unknown, unknown>[])
    const close = () => {
      if (this.#gathering.get(work) === unit) this.#gathering.delete(work)
    }
    try {
      const results = await this.#inTurn(() =>
        this.#write((db) => {
          close()
          return work.run(db, itemsOf(unit))
        }),
      )
      for (const [index, { resolve }] of unit.entries()) resolve(results[index] as Result)
    } catch (error) {
      close()
      if (unit.length === 1 || isOfAll(error)) for (const { reject } of unit) reject(error)
      else for (const one of unit) void this.#begin(alone(work), [one])
    }
  }

  async #inTurn<T>(write: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#ended.push(resolve))
    try {
      return await write()
    } finally {
      const next = this.#ended.shift()
      if (next) next()
      else this.#free++
    }
  }
}

const itemsOf = <Item>(unit: readonly Waiting<Item, never>[]): Item[] => unit.map(({ item }) => item)

/** Whether each item by itself would meet the same. */
const isOfAll = (error: unknown) => error instanceof DatabaseUnavailable || error instanceof Overloaded

/** What went wrong with one item does not take the others' results. */
const alone = <Item, Result>({ run }: JointWork<Item, Result>): JointWork<Item, Result> => ({
  joins: () => false,
  run,
})
