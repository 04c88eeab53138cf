/** What no name of a deployment, queue or tag may contain: these tell paths apart. */
export const FORBIDDEN_IN_NAMES = /[/%&><]/

/** The same for messages. */
export const FORBIDDEN_CHARACTERS = 'one of / % & > <'
