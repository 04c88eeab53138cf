import { Budget } from './bounds.ts'
import { Undefined, type Value } from './values.ts'

/** What names mean in a part of a template. */
export class Scope {
  readonly #names: Map<string, Value>
  readonly #outer: Scope | undefined
  /** What stands between the tags of a filter that is being applied. */
  readonly block: Value
  /** Shared by all scopes of a template. */
  readonly budget: Budget

  constructor(names: Iterable<readonly [string, Value]>, outer?: Scope, block: Value = null) {
    this.#names = new Map(names)
    this.#outer = outer
    this.block = block
    this.budget = outer?.budget ?? new Budget()
  }

  /** A scope within this one. */
  inner(names: Iterable<readonly [string, Value]> = [], block: Value = this.block): Scope {
    return new Scope(names, this, block)
  }

  /** What a name means; what is not there if it means nothing. */
  find(name: string): Value {
    const own = this.#names.get(name)
    if (own !== undefined) return own
    return this.#outer ? this.#outer.find(name) : new Undefined(`'${name}' is undefined`)
  }

  /** Gives a name a meaning, here and further in. */
  set(name: string, value: Value): void {
    this.#names.set(name, value)
  }
}
