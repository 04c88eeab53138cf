import type { Context } from '../context.ts'
import type { Service } from './service.ts'

/** Services at work. */
export interface Loop {
  /** Begins no more ticks; resolves when the running ones are done. */
  stop(): Promise<void>
}

/** Runs each service that its setting switches on, the first tick at once. */
export function startServices(ctx: Context, services: readonly Service[]): Loop {
  const runners = services
    .filter(({ settingSwitch }) => settingSwitch === undefined || ctx.settings[settingSwitch])
    .filter((service) => service.isOn?.(ctx.settings) ?? true)
    .map((service) => new Runner(ctx, service))
  return {
    async stop() {
      await Promise.all(runners.map((runner) => runner.stop()))
    },
  }
}

/** Ticks one service. A row of failures is logged at its beginning and at its end. */
class Runner {
  private readonly ctx: Context
  private readonly service: Service
  private readonly intervalMs: number
  private readonly unsubscribe: () => void
  private timer: NodeJS.Timeout | undefined
  /** When the timer fires, in milliseconds of the process. */
  private due = 0
  private running: Promise<void> | undefined
  private isWoken = false
  private readonly stopping = new AbortController()
  private isFailing = false

  constructor(ctx: Context, service: Service) {
    this.ctx = ctx
    this.service = service
    this.intervalMs = service.intervalSeconds(ctx.settings) * 1000
    const { wake } = service
    this.unsubscribe = wake
      ? ctx.broadcast.subscribe(wake.topic, () => this.wakeUp(wake.afterSeconds))
      : () => {}
    this.schedule(0)
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    this.unsubscribe()
    clearTimeout(this.timer)
    await this.running
  }

  private schedule(delayMs: number): void {
    if (this.stopping.signal.aborted) return
    clearTimeout(this.timer)
    this.due = performance.now() + delayMs
    this.timer = setTimeout(() => this.run(), delayMs)
  }

  private wakeUp(afterSeconds: number): void {
    if (this.running) this.isWoken = true
    else if (performance.now() + afterSeconds * 1000 < this.due) this.schedule(afterSeconds * 1000)
  }

  private run(): void {
    this.running = this.tick().finally(() => {
      this.running = undefined
      if (this.service.once && !this.isFailing) return
      const wakeMs =
        this.isWoken && this.service.wake ? this.service.wake.afterSeconds * 1000 : this.intervalMs
      this.isWoken = false
      this.schedule(Math.min(wakeMs, this.intervalMs))
    })
  }

  private async tick(): Promise<void> {
    const { name } = this.service
    try {
      await this.service.tick(this.ctx, this.stopping.signal)
      if (this.isFailing) this.ctx.log.warn({ service: name }, 'A service works again')
      this.isFailing = false
    } catch (err) {
      if (!this.isFailing)
        this.ctx.log.error({ err, service: name }, 'A service failed and will be tried again')
      this.isFailing = true
    }
  }
}
