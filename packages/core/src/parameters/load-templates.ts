/** The template engine: an interpreter, which never turns a template into JavaScript. */
export type Templates = typeof import('../jinja/index.ts')

let loaded: Promise<Templates> | undefined

/** Loads the engine on first use: most servers never need it, and starting shall not wait for it. */
export function loadTemplates(): Promise<Templates> {
  loaded ??= import('../jinja/index.ts')
  return loaded
}
