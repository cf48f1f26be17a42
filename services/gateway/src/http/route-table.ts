/** The paths that exist, with their methods: what tells a wrong method (405) from a wrong path (404). */
export type RouteTable = {
  add: (method: string, url: string) => void
  /** The URLs that take a method, as they were written. */
  urls: (method: string) => string[]
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
  const routes: { method: string; url: string; pattern: RegExp }[] = []
  return {
    add: (method, url) => routes.push({ method, url, pattern: patternOf(url) }),
    urls: (wanted) => routes.filter(({ method }) => method === wanted).map(({ url }) => url),
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
