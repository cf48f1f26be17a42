/** The paths that exist, with their methods: what tells a wrong method (405) from a wrong path (404). */
export type RouteTable = {
  add: (method: string, url: string) => void
  /** Methods of the path, sorted; empty where no route has it. */
  allowed: (path: string) => string[]
}

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/\/$/, '')
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : RegExp.escape(part)))
      .join('/')}/?$`,
  )

/** An empty table. A trailing slash is free, as in the router. */
export const createRouteTable = (): RouteTable => {
  const routes: { method: string; pattern: RegExp }[] = []
  return {
    add: (method, url) => routes.push({ method, pattern: patternOf(url) }),
    allowed: (path) => [
      ...new Set(
        routes
          .filter(({ pattern }) => pattern.test(path))
          .map(({ method }) => method)
          .toSorted(),
      ),
    ],
  }
}
