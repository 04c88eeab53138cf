/** Stands in hydrated values for what could not, or should not, be filled in. [K1, K8] */
export type Placeholder = HydrationError | Unrendered

/** A placeholder that was left as it is, because rendering it was not asked for. [K8] */
export class Unrendered {
  readonly kind: 'jinja' | 'workspace_variable'
  /** The template, or the name of the variable. */
  readonly source: string
  constructor(kind: Unrendered['kind'], source: string) {
    this.kind = kind
    this.source = source
  }
}

/** A placeholder that cannot be filled in; the message says why, as clients know it. [K1] */
export class HydrationError extends Error {}

export const isPlaceholder = (value: unknown): value is Placeholder =>
  value instanceof HydrationError || value instanceof Unrendered
