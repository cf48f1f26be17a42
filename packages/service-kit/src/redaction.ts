/** A JSON member whose name ends like a secret's. `bot_token` is the name in a subject, not a secret. */
const secretMember =
  /"((?!bot_?token")[^"\\]*(?:password|secret|token|authorization|cookie|api_?key))":"(?:[^"\\]|\\.)*"/gi

/** The password in a URL, such as `postgres://user:password@host`. */
const urlPassword = /(:\/\/[^:/@\s"]*:)[^@/\s"]+(?=@)/g

/**
 * A line of JSON without secrets: values of members named like one, at any depth, and passwords inside URLs. It works on
 * the finished line, so that nothing needs to know in advance where in an error or a configuration a secret may sit.
 */
export const redacted = (line: string): string =>
  line.replaceAll(secretMember, '"$1":"[redacted]"').replaceAll(urlPassword, '$1[redacted]')
