import { Worker } from 'node:worker_threads'
import type { SqliteConnection } from './connection.ts'
import { IDLE_THREAD_MS, IdleTimer } from './idle-timer.ts'
import type { Durability } from './open-connection.ts'

/** Pages in the log that are not in the database yet, from which on carrying them is worth a turn of the thread. */
const WORTH_CARRYING_PAGES = 1_000

/**
 * Pages from which on the log shall begin anew, which takes a moment in which all of it is in the database: the
 * writer carries the last pages itself.
 */
const LONG_LOG_PAGES = 16_000

/** Commits between two looks at how long the log is: a look takes 7 us, a hundredth of a transition by itself. */
const COMMITS_BETWEEN_LOOKS = 8

interface Place {
  readonly file: string
  readonly durability: Durability
}

interface LogSize {
  readonly log: number
  readonly checkpointed: number
}

/**
 * Carries the log of a SQLite database into its file while the writer goes on, on a thread that starts when there
 * is first much to carry and ends when there is none for a while. Left to commits it took 40 % of the writer's time
 * with 16 clients, in stops of 20 to 40 ms.
 */
export class Checkpointer {
  readonly #writing: SqliteConnection
  readonly #place: Place
  readonly #idle: IdleTimer
  #worker: Worker | undefined
  #ended: Promise<void> = Promise.resolve()
  #isCarrying = false
  #commits = 0

  constructor(writing: SqliteConnection, { file, durability }: Place, idleMs = IDLE_THREAD_MS) {
    this.#writing = writing
    this.#place = { file, durability }
    this.#idle = new IdleTimer(idleMs, () => this.#dismiss())
  }

  /** Whether there is a thread now. */
  get hasThread(): boolean {
    return this.#worker !== undefined
  }

  /** To be called after each commit. */
  afterCommit(): void {
    if (this.#isCarrying || ++this.#commits % COMMITS_BETWEEN_LOOKS !== 0) return
    const { log, checkpointed } = this.#logSize()
    const waiting = log - checkpointed
    if (waiting >= WORTH_CARRYING_PAGES) this.#carry()
    else if (log >= LONG_LOG_PAGES && waiting > 0) this.#finish()
  }

  /** Resolves when the thread is gone. */
  async close(): Promise<void> {
    this.#idle.stop()
    this.#worker?.ref()
    this.#worker?.postMessage('close')
    await this.#ended
  }

  #logSize(): LogSize {
    return this.#writing.run('PRAGMA wal_checkpoint(NOOP)', []).rows[0] as LogSize
  }

  /** What is committed is safe in the log; a full disk shows in the commits themselves. */
  #finish(): void {
    try {
      this.#writing.run('PRAGMA wal_checkpoint(PASSIVE)', [])
    } catch {}
  }

  /** What is asked of it before it is gone is asked again after the next commit. */
  #dismiss(): void {
    if (!this.#isCarrying) this.#worker?.postMessage('close')
  }

  #carry(): void {
    this.#idle.used()
    this.#isCarrying = true
    this.#worker ??= this.#start()
    this.#worker.postMessage('carry')
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), { workerData: this.#place })
    worker.unref()
    worker.on('message', () => {
      this.#isCarrying = false
      // Few pages are left now, should the log be long enough to begin anew.
      this.#commits = COMMITS_BETWEEN_LOOKS - 1
    })
    // A thread that fails, for want of memory or disk, is started anew when there is much to carry again.
    worker.on('error', () => undefined)
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#worker = undefined
        this.#isCarrying = false
        resolve()
      })
    })
    return worker
  }
}
