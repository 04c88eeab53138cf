/** The version of the API that is spoken here, by which clients compare. [M1] */
export const API_VERSION = '0.8.4'

/** The release of Prefect that clients may take the server for. [M10] */
export const PREFECT_VERSION = '3.8.8'
