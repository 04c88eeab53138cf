import { Worker } from 'node:worker_threads'
import { JsonText, parseJson } from '@reeve/wire'
import type { Kinds } from '../database.ts'
import { DatabaseUnavailable } from '../errors.ts'
import type { Printing } from '../records/lists.ts'
import { encode } from './codec.ts'
import type { Outcome } from './connection.ts'
import { IDLE_THREAD_MS, IdleTimer } from './idle-timer.ts'
import type { Answer, Failure, Question } from './reader-thread.ts'

interface Waiting {
  readonly resolve: (json: string) => void
  readonly reject: (error: unknown) => void
}

/**
 * Reads on other threads, so that a long one does not hold up the loop. Threads start when they are first
 * needed and end when they are not for a while; each statement reads what was committed when it starts, so never
 * less than when it was asked.
 */
export class Reader {
  readonly #file: string
  readonly #threads = new Set<Thread>()
  readonly #maxThreads: number
  readonly #idleMs: number
  #closed = false

  constructor(file: string, maxThreads: number, idleMs = IDLE_THREAD_MS) {
    this.#file = file
    this.#maxThreads = maxThreads
    this.#idleMs = idleMs
  }

  /** How many threads there are now. */
  get threads(): number {
    return this.#threads.size
  }

  /** Executes a reading statement on the thread with the fewest questions. */
  async run(text: string, params: readonly unknown[], kinds?: Kinds): Promise<Outcome> {
    return { rows: parseJson(await this.#ask({ text, params, kinds })) as unknown[], changes: 0 }
  }

  /** As `run`, but what comes from the thread is the text of an answer. */
  async print(text: string, params: readonly unknown[], printing: Printing): Promise<JsonText> {
    return new JsonText(await this.#ask({ text, params, printing }))
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#threads].map((thread) => thread.close()))
  }

  async #ask({ params, ...question }: Omit<Question, 'id'>): Promise<string> {
    if (this.#closed) throw new DatabaseUnavailable('The database is closed')
    return this.#idlest().ask({ ...question, params: params.map(encode) })
  }

  #idlest(): Thread {
    let idlest: Thread | undefined
    for (const thread of this.#threads) if (!idlest || thread.load < idlest.load) idlest = thread
    if (idlest && (idlest.load === 0 || this.#threads.size >= this.#maxThreads)) return idlest
    return this.#start()
  }

  #start(): Thread {
    const thread = new Thread(this.#file, this.#idleMs, () => this.#threads.delete(thread))
    this.#threads.add(thread)
    return thread
  }
}

/** One thread and the questions that it has not answered. */
class Thread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #ended: Promise<void>
  readonly #onEnd: () => void
  readonly #idle: IdleTimer
  #lastId = 0

  /** `onEnd` is called once it takes no more questions. */
  constructor(file: string, idleMs: number, onEnd: () => void) {
    this.#onEnd = onEnd
    this.#idle = new IdleTimer(idleMs, () => this.#retire())
    this.#worker = new Worker(new URL('./reader-thread.ts', import.meta.url), { workerData: { file } })
    this.#worker.unref()
    this.#worker.on('message', (answer: Answer) => this.#settle(answer))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(undefined)
        resolve()
      })
    })
  }

  get load(): number {
    return this.#waiting.size
  }

  /** Resolves with JSON. */
  ask(question: Omit<Question, 'id'>): Promise<string> {
    const id = ++this.#lastId
    this.#idle.used()
    if (this.#waiting.size === 0) this.#worker.ref()
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, ...question } satisfies Question)
    })
  }

  /** Answers what was asked before. */
  close(): Promise<void> {
    this.#idle.stop()
    this.#worker.ref()
    this.#worker.postMessage('close')
    return this.#ended
  }

  #retire(): void {
    if (this.load > 0) return
    this.#onEnd()
    void this.close()
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if ('json' in answer) waiting?.resolve(answer.json)
    else waiting?.reject(errorOf(answer.failure))
  }

  /** A thread that met an error ends some time later; it is not asked again. */
  #fail(cause: unknown): void {
    this.#idle.stop()
    this.#onEnd()
    for (const { reject } of this.#waiting.values()) {
      reject(new DatabaseUnavailable('The thread that reads from the database ended', cause))
    }
    this.#waiting.clear()
  }
}

const errorOf = ({ message, isUnavailable }: Failure) =>
  isUnavailable ? new DatabaseUnavailable(message) : new Error(`Cannot read from the database: ${message}`)
